"""People at their work, one thread each, over real connections to a real server: they save values, autosave, judge, submit, take back.

What the server acknowledged is written down with the words that were saved; what it answered otherwise is an error, but for two answers
that belong to working together: that somebody else changed the text meanwhile (both texts are then shown), and that it was submitted.
"""

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TOKEN = "0123456789abcdef0123456789abcdef"
PAUSE = (0.05, 0.4)


class Answer:
    """A status, a place to go to, a text."""

    def __init__(self, answer: http.client.HTTPResponse, body: bytes) -> None:
        self.status, self.location = answer.status, answer.headers.get("Location", "")
        self.text = body.decode("utf-8", "replace")


class Browser:
    """The cookies of one person, and a connection for each request: one that is kept may be closed by the server at any moment."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.cookies = port, {"sessionid": session, "csrftoken": TOKEN}

    def asks(self, method: str, path: str, fields: Any = None) -> Answer:
        body = urlencode([("csrfmiddlewaretoken", TOKEN), *fields]) if fields is not None else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        self._keeps(answer.headers.get_all("Set-Cookie") or [])
        return Answer(answer, text)

    def _keeps(self, cookies: list[str]) -> None:
        for morsel in (one for line in cookies for one in SimpleCookie(line).values() if one.key == "messages"):
            self.cookies["messages"] = morsel.coded_value
            if not morsel.value or morsel["max-age"] == "0":
                del self.cookies["messages"]


@dataclass
class Record:
    """What everybody noticed: acknowledged writes, errors, and how long each kind of request took."""

    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stale: int = 0
    refused: int = 0
    cut_off: int = 0
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def figures(self, duration: float) -> dict[str, Any]:
        every = sorted(one for group in self.seconds.values() for one in group)
        saves = len(self.acknowledged)
        return {
            "requests": len(every), "requests_per_second": round(len(every) / duration, 1), "saves": saves,
            "saves_per_second": round(saves / duration, 1), "stale": self.stale, "submitted_meanwhile": self.refused,
            "p50_ms": quantile(every, 0.5), "p95_ms": quantile(every, 0.95), "longest_ms": quantile(every, 1),
            "by_kind": {kind: [len(group), quantile(sorted(group), 0.5), quantile(sorted(group), 0.95)] for kind, group in sorted(self.seconds.items())},
        }  # fmt: skip


def quantile(ordered: list[float], share: float) -> int:
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]) if ordered else 0


class Person(threading.Thread):
    """Somebody who works until told to stop. `hardy` people go on when the server is gone, and come back when it is."""

    def __init__(self, port: int, me: dict[str, Any], everybody: list[dict[str, Any]], record: Record, stop: threading.Event, hardy: bool = False) -> None:  # fmt: skip
        super().__init__(daemon=True)
        self.me, self.everybody, self.record, self.stop, self.hardy = me, everybody, record, stop, hardy
        self.browser, self.second = Browser(port, me["session"]), Browser(port, me["session"])
        self.chance = random.Random(me["id"])  # noqa: S311
        self.count, self.dues = 0, list(me["dues"])

    def run(self) -> None:
        steps = [self.autosaves] * 10 + [self.judges] * 5 + [self.gives] * 5 + [self.submits]
        while not self.stop.is_set():
            try:
                self.chance.choice(steps)()
            except (OSError, http.client.HTTPException) as error:
                with self.record.lock:
                    self.record.cut_off += 1
                    if not self.hardy and not self.stop.is_set():
                        self.record.errors.append(f"{type(error).__name__}: {error}")
                time.sleep(0.2)
            time.sleep(self.chance.uniform(*PAUSE))

    def token(self) -> str:
        self.count += 1
        return f"token-{self.me['id']}-{self.count}-"

    def asks(self, kind: str, method: str, path: str, fields: Any = None, browser: Browser | None = None) -> Answer:
        if method == "POST":
            self.browser.cookies.pop("messages", None)  # what was said before has been read
        began = time.monotonic()
        answer = (browser or self.browser).asks(method, path, fields)
        with self.record.lock:
            self.record.seconds[kind].append(time.monotonic() - began)
            if answer.status >= 500 or answer.status in (400, 401, 404, 405, 429):
                self.record.errors.append(f"{kind}: {answer.status} {path} {plain(answer.text)[:300]}")
        return answer

    def notes(self, kind: str, **what: Any) -> None:
        with self.record.lock:
            self.record.acknowledged.append({"kind": kind, "who": self.me["id"], "at": time.time(), **what})

    def wrong(self, kind: str, answer: Answer) -> None:
        """An answer that is neither an acknowledgement nor an error of the server: allowed only where somebody submitted meanwhile."""
        if answer.status >= 400 and answer.status not in (403, 409):
            return  # noted when it came
        with self.record.lock:
            if answer.status == 403 and "This assessment is submitted" in answer.text:
                self.record.refused += 1
                if kind == "save the assessment" and f"token-{self.me['id']}-{self.count}-" not in answer.text:
                    self.record.errors.append("a save that came too late does not show its text")
            else:
                self.record.errors.append(f"{kind}: {answer.status} {plain(answer.text)[:400]}")

    def text_to_work_on(self) -> int:
        """One's own; people of the performance team often somebody else's."""
        other = self.chance.choice(self.everybody) if self.me["team"] and self.chance.random() < 0.8 else self.me
        return int(other["assessment"])

    def editor(self, key: int) -> tuple[int, Answer] | None:
        """The version that the form was made from; None where it cannot be written now."""
        answer = self.asks("open the editor", "GET", f"/leeds/reviews/assessments/{key}/")
        found = re.search(r'name="version" value="(\d+)"', answer.text)
        return (int(found[1]), answer) if answer.status == 200 and found else None

    def autosaves(self) -> None:
        key, token = self.text_to_work_on(), self.token()
        fields = [("narrative", f"{token} is being typed."), ("version", "1")]
        both = self.chance.random() < 0.1  # two windows of one person at the same moment
        rival = (
            threading.Thread(target=self._second, args=(f"/leeds/reviews/assessments/{key}/draft/", fields))
            if both
            else None
        )
        if rival:
            rival.start()
        answer = self.asks("autosave", "POST", f"/leeds/reviews/assessments/{key}/draft/", fields)
        if rival:
            rival.join()
        if answer.status == 200:
            self.notes("draft", assessment=key, token=token)
        else:
            self.wrong("autosave", answer)

    def _second(self, path: str, fields: Any) -> None:
        try:
            self.asks("the same again", "POST", path, fields, self.second)
        except (OSError, http.client.HTTPException) as error:
            if not self.hardy:
                with self.record.lock:
                    self.record.errors.append(f"the same again: {error}")

    def judges(self) -> None:
        key, token = self.text_to_work_on(), self.token()
        opened = self.editor(key)
        if opened is None:
            return
        version = opened[0]
        time.sleep(self.chance.uniform(*PAUSE))
        fields = [("narrative", f"{token} Litter fell."), ("rating", "amber"), ("rating_reason", "Short of the target."), ("version", str(version))]  # fmt: skip
        answer = self.asks("save the assessment", "POST", f"/leeds/reviews/assessments/{key}/", fields)
        if answer.status == 302:
            self.notes("judge", assessment=key, token=token, version=version)
        elif answer.status == 409:
            with self.record.lock:
                self.record.stale += 1
                texts = set(re.findall(r"token-\d+-\d+-", plain(answer.text)))
                if token not in texts or not texts - {token}:
                    self.record.errors.append(f"a stale save does not show both texts: {texts}")
            self.notes("draft", assessment=key, token=token)
        else:
            self.wrong("save the assessment", answer)

    def submits(self) -> None:
        key = self.me["assessment"]
        for verb, told in (("submit", "Submitted"), ("withdraw", "Taken back")):
            answer = self.asks(verb, "POST", f"/leeds/reviews/assessments/{key}/steps/{verb}/", [])
            if answer.status != 302:
                self.wrong(verb, answer)
                return
            if told not in self.asks("read what was written", "GET", f"/leeds/reviews/assessments/{key}/read/").text:
                return  # not judged yet: the page says so, and nothing was submitted
            self.notes(verb, assessment=key)
            time.sleep(self.chance.uniform(*PAUSE))

    def gives(self) -> None:
        if self.me["team"]:
            self.dues = self.chance.choice(self.everybody)["dues"][:]
            self.chance.shuffle(self.dues)
        if not self.dues:
            return
        due = self.dues.pop(0)
        value = f"{self.chance.randrange(1, 100)}.{self.me['id'] % 1000:03d}{self.count % 1000:03d}"
        fields = [("due", due), (f"due-{due}-value", value), (f"due-{due}-vintage", "validated"), (f"due-{due}-note", "As counted.")]  # fmt: skip
        both = self.chance.random() < 0.2  # a double click
        rival = threading.Thread(target=self._second, args=("/leeds/collect/", fields)) if both else None
        if rival:
            rival.start()
        answer = self.asks("save a value", "POST", "/leeds/collect/", fields)
        if rival:
            rival.join()
        if answer.status != 302:
            self.wrong("save a value", answer)
            return
        if both:
            self.notes("value", due=due, value=value, sure=False)
            return
        page = self.asks("see what was saved", "GET", "/leeds/collect/")
        if "Yours was not saved" not in page.text:
            self.notes("value", due=due, value=value, sure="1 value saved" in plain(page.text))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()
