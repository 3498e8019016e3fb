"""A SQLite file in which every migration has been applied, made once and copied from then on: applying them takes ten seconds."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "test"
MIGRATIONS = ROOT / "src" / "tallystick_web"
OTHERS = ("django", "django-allauth")  # whose migrations are applied too


def copy_migrated(place: Path) -> None:
    """Put a copy at a place; whichever process comes first makes what is copied, anew where a migration has changed."""
    kept = KEPT / f"migrated-{state_of_migrations()}.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in KEPT.glob("migrated-*.sqlite3*"):
                old.unlink()
            migrate(kept)
        shutil.copyfile(kept, place)


def state_of_migrations() -> str:
    """A digest that differs as soon as a migration or one of the libraries does."""
    digest = hashlib.sha256(" ".join(version(one) for one in OTHERS).encode())
    for path in sorted(MIGRATIONS.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(MIGRATIONS)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migrate(place: Path) -> None:
    """Apply every migration to a new file, which gets its name when all is done."""
    unfinished = place.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    environment = {
        **os.environ, "TALLYSTICK_DEBUG": "1", "TALLYSTICK_DATABASE_URL": f"sqlite:///{unfinished}",
        "DJANGO_SETTINGS_MODULE": "tallystick_web.config.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environment, check=True)
    unfinished.rename(place)
