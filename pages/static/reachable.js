// Streamlit's own tables and grids scroll where they are too wide, but no key reaches them.
(() => {
  if (window.reachable) return;
  window.reachable = true;
  const wide = "[data-testid=stTable], [data-testid=stTable] div, [data-test-wrap=false]";
  const named = "table[aria-label], [role=figure][aria-label], [aria-label]";

  const reach = (part) => {
    const label = part.querySelector(named) ?? part.closest("[aria-label]");
    part.tabIndex = 0;
    part.setAttribute("role", "region");
    part.setAttribute("aria-label", label?.getAttribute("aria-label") || "Table");
    part.dataset.reachable = "";
  };
  const leave = (part) => {
    if (!("reachable" in part.dataset)) return;
    for (const name of ["tabindex", "role", "aria-label", "data-reachable"]) part.removeAttribute(name);
  };
  const scrolls = (part) =>
    part.scrollWidth > part.clientWidth && /auto|scroll/.test(getComputedStyle(part).overflowX);
  const all = () =>
    document.querySelectorAll(wide).forEach((part) => (scrolls(part) ? reach : leave)(part));

  let due;
  const soon = () => {
    clearTimeout(due);
    due = setTimeout(all, 100);
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", () => setTimeout(all, 300));
  soon();
})();
