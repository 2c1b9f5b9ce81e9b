/**
 * Texts below a selector that do not fit their box: wider or higher than it, with nothing to scroll by. Runs inside
 * the page, so it may use nothing from outside of itself. Text for screen readers only (one pixel wide) is left out.
 */
export function findCutOffText(selector: string): string[] {
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) ||
      scrolls(element.parentElement));
  const hasText = (element: Element) =>
    [...element.childNodes].some(
      node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
  const isCut = (element: Element) => {
    const style = getComputedStyle(element);
    const hides = style.overflowY === 'hidden' || style.overflowY === 'clip';
    return (
      (element.scrollWidth > element.clientWidth + 1 && !scrolls(element)) ||
      (hides && element.scrollHeight > element.clientHeight + 1)
    );
  };
  return [...document.querySelectorAll(`${selector} *`)]
    .filter(
      element =>
        hasText(element) && element.clientWidth > 1 && element.clientHeight > 1,
    )
    .filter(isCut)
    .map(
      element =>
        `${element.tagName.toLowerCase()} "${element.textContent?.trim()}"`,
    );
}
