/**
 * Keys of the review page: each presses the button, follows the link or goes to the field that says so.
 *
 * The page is complete without this script: what a key does can be done by pointing, too. A part may have several keys.
 */

const FIELDS = "input, select, textarea, [contenteditable]";

function answer(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.target instanceof Element && event.target.matches(FIELDS)) return;
  const marked = Array.from(document.querySelectorAll<HTMLElement>("[data-key]"));
  const found = marked.find((part) => part.dataset["key"]?.split(" ").includes(event.key.toLowerCase()));
  if (found === undefined) return;
  event.preventDefault();
  if (found.matches(FIELDS)) found.focus();
  else found.click();
}

document.addEventListener("keydown", answer);
