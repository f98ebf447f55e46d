// What the form for one customer can only do in the browser: step through numbers with the
// arrow keys, tie what is said below a field to it, and bring the answer into view.

const sent = new WeakMap();

export default function ({ data, parentElement }) {
  const inputs = data.fields.map(prepared);
  const before = sent.get(parentElement);
  sent.set(parentElement, data.times_sent);
  if (before === undefined || before === data.times_sent) return;
  const wrong = inputs[data.fields.findIndex((field) => field.wrong)];
  if (wrong) wrong.focus();
  else show(document.querySelector(".st-key-answer"), parentElement.querySelector("p"));
}

function prepared(field) {
  const input = document.querySelector(`.st-key-${field.key} input`);
  const below = document.querySelector(`.st-key-below_${field.key}`);
  below.id = `below_${field.key}`;
  input.setAttribute("aria-describedby", below.id);
  if (field.wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (field.step === null) return input;
  // The keypad for decimals has no minus.
  input.inputMode = field.lowest === null || field.lowest < 0 ? "text" : "decimal";
  input.onkeydown = (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || input.value.trim() === "") return;
    event.preventDefault();
    write(input, stepped(Number(input.value), direction, field));
  };
  return input;
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

// Where the answer is in view, the focus stays in the form, for the next try.
function show(answer, told) {
  const first = answer.querySelector("h2, p");
  told.textContent = answer.innerText;
  const { top } = first.getBoundingClientRect();
  if (top >= 0 && top < window.innerHeight / 2) return;
  answer.scrollIntoView({ block: "start" });
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
}
