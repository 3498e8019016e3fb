// Marking words of the text puts them beside the question that is asked about them.
const text = document.getElementById("narrative");
const quote = document.getElementById("id_quote");
if (text && quote) {
  text.addEventListener("pointerup", () => {
    const chosen = String(document.getSelection()).trim();
    if (chosen) quote.value = chosen;
  });
}
