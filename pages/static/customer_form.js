// What the form for one customer can only do in the browser: step through numbers with the
// arrow keys, tie what is said below a field to it, and bring the answer into view.

const RED = "--st-red-text-color";
// What stays at the top of the page covers what lies there.
const HEADER = 60;
// Of each place where the form stands: what it was last told, and the frame it waits for.
const places = new WeakMap();

export default function ({ data, parentElement }) {
  const place = places.get(parentElement) ?? { timesSent: data.times_sent };
  places.set(parentElement, place);
  // The theme's colours are known only to what stands in a component.
  const red = getComputedStyle(parentElement.querySelector("p")).getPropertyValue(RED);
  document.documentElement.style.setProperty("--wrong-value", red);
  cancelAnimationFrame(place.frame);
  whenDrawn(data.fields, place, () => {
    data.fields.forEach(prepare);
    if (place.timesSent === data.times_sent) return;
    place.timesSent = data.times_sent;
    show(data.fields, parentElement.querySelector("p"));
  });
  return () => cancelAnimationFrame(place.frame);
}

// The browser fetches the fields' own scripts after the page.
function whenDrawn(fields, place, then) {
  if (fields.every(inputOf)) then();
  else place.frame = requestAnimationFrame(() => whenDrawn(fields, place, then));
}

function inputOf({ key }) {
  return document.querySelector(`.st-key-${key} input`);
}

function prepare(field) {
  const input = inputOf(field);
  const below = document.querySelector(`.st-key-below_${field.key}`);
  if (below) {
    below.id = `below_${field.key}`;
    input.setAttribute("aria-describedby", below.id);
  }
  if (field.wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (field.step === null) return;
  // The keypad for decimals has no minus.
  input.inputMode = field.lowest === null || field.lowest < 0 ? "text" : "decimal";
  input.onkeydown = (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || input.value.trim() === "") return;
    event.preventDefault();
    write(input, stepped(Number(input.value), direction, field));
  };
}

function stepped(value, direction, { step, lowest, highest, decimals }) {
  const next = value + direction * step;
  const possible = Math.min(Math.max(next, lowest ?? -Infinity), highest ?? Infinity);
  return Number(possible.toFixed(decimals));
}

// As if it had been typed: the field takes no other notice of a new value.
function write(input, value) {
  if (Number.isNaN(value)) return;
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  set.call(input, String(value));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(fields, aloud) {
  const wrong = fields.find((field) => field.wrong);
  const answer = document.querySelector(".st-key-answer");
  if (wrong) correct(inputOf(wrong));
  else if (answer) tell(answer, aloud);
}

function tell(answer, aloud) {
  const [first, second] = answer.querySelectorAll("h2, p");
  aloud.textContent = `${first.innerText} ${second?.innerText ?? ""}`;
  // Once it is read it would only be in the way of who goes through the page.
  setTimeout(() => (aloud.textContent = ""), 5000);
  first.tabIndex = -1;
  // Where the answer is in view, the focus stays in the form, for the next try.
  if (isInView(first, 0.5)) return;
  answer.scrollIntoView({ block: "start" });
  first.focus({ preventScroll: true });
}

function correct(input) {
  input.focus({ preventScroll: true });
  if (!isInView(input, 1)) input.scrollIntoView({ block: "center" });
}

// Whether an element lies within the upper part of the window.
function isInView(element, part) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= HEADER && bottom <= window.innerHeight * part;
}
