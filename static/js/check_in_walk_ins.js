/* Somebody without registration: kept on the device like a tick until it is saved; the number comes with the answer. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  const store = window.checkIn;
  const part = document.getElementById("walk-in");
  if (!door || !store || !part) return;

  const { event, user } = door.dataset;
  const form = document.getElementById("walk-in-form");
  const link = document.getElementById("walk-in-link");
  const list = document.getElementById("walk-ins");
  const line = document.getElementById("walk-in-line");
  const token = document.querySelector("#token [name=csrfmiddlewaretoken]").value;
  const PATIENCE = 15_000;
  let sending = false;

  const lineOf = (one) => {
    const known = list.querySelector(`[data-key="${one.key}"]`);
    if (known) return known;
    const made = line.content.firstElementChild.cloneNode(true);
    made.dataset.key = one.key;
    made.querySelector("[data-name]").textContent = `${one.first_name} ${one.last_name}`;
    list.prepend(made);
    return made;
  };

  const show = (one, state, number = "") => {
    const shown = lineOf(one);
    shown.dataset.state = state;
    shown.querySelectorAll("[data-when]").forEach((words) => (words.hidden = words.dataset.when !== state));
    shown.querySelector("[data-number]").textContent = number;
  };

  const open = (isOpen) => {
    part.hidden = !isOpen;
    if (isOpen) form.elements.first_name.focus();
    else link.focus();
  };

  const send = async () => {
    const people = store.walkIns(event).filter((one) => one.user === user && !one.refused);
    if (sending || !people.length) return;
    sending = true;
    try {
      const answer = await fetch(door.dataset.walkIns, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ sent_at: new Date().toISOString(), user, walk_ins: people }),
      });
      if (answer.ok) settle(people, await answer.json());
    } catch {
      // no network: they wait
    }
    sending = false;
  };

  const settle = (people, { numbers, refused }) => {
    for (const one of people) {
      if (one.key in numbers) {
        store.dropWalkIn(event, one.key);
        show(one, "saved", numbers[one.key]);
      } else if (refused.includes(one.key)) {
        store.saveWalkIn(event, { ...one, refused: true });
        show(one, "refused");
      }
    }
    door.dispatchEvent(new CustomEvent("refresh"));
  };

  link.addEventListener("click", (click) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    open(true);
  });
  document.getElementById("walk-in-close").addEventListener("click", () => open(false));

  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    if (!form.reportValidity()) return;
    const { beyond, ...values } = Object.fromEntries(new FormData(form));
    const one = { ...values, key: store.newKey(), user, at: new Date().toISOString() };
    store.saveWalkIn(event, one);
    show(one, "waiting");
    form.reset();
    open(false);
    door.dispatchEvent(new CustomEvent("report"));
    send();
  });

  list.addEventListener("click", (click) => {
    if (!click.target.matches("[data-remove]")) return;
    const shown = click.target.closest("[data-key]");
    store.dropWalkIn(event, shown.dataset.key);
    shown.remove();
    door.dispatchEvent(new CustomEvent("report"));
  });

  door.addEventListener("network", send);
  for (const one of store.walkIns(event)) {
    if (one.user === user) show(one, one.refused ? "refused" : "waiting");
  }
  send();
})();
