// The arrow keys, and a presenter's remote, go on and back. The links on the page do the same without this.
const WAYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };
document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, summary, [tabindex='0']")) return;
  const page = document.documentElement;
  const down = page.scrollTop + page.clientHeight < page.scrollHeight - 1;
  if ((event.key === "PageDown" && down) || (event.key === "PageUp" && page.scrollTop > 0)) return;
  document.querySelector(`a[rel=${way}]`)?.click();
});
