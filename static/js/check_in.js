/* The check-in with a script: searches in the list on the device, ticks at once, sends when there is a network. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  const store = window.checkIn;
  if (!door || !store) return;

  const { event, user, until } = door.dataset;
  // without a network the page kept on the device is that of the entrance, whatever the address asks for
  const item = new URLSearchParams(location.search).get("item") ?? "";
  const place = `${event}:${item}`;
  const MOST = 30;
  const REFRESH = 20_000;
  const PATIENCE = 15_000;
  const field = document.getElementById("q");
  const results = document.getElementById("people");
  const network = document.getElementById("network");
  const person = document.getElementById("person");
  const token = document.querySelector("#token [name=csrfmiddlewaretoken]").value;
  let people = [];
  let sending = false;
  let state = "online";

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
  const hasList = () => people.length > 0;

  // newest word about each person: of the server, or of what waits here
  const present = () => {
    const newest = new Map();
    for (const one of people) newest.set(one.id, { direction: one.direction ?? "", at: one.at ?? "", key: one.key });
    for (const tick of store.ticks(event)) {
      if (String(tick.item ?? "") !== item) continue;
      const known = newest.get(tick.registration);
      if (!known) continue;
      const time = (text) => (text ? Date.parse(text) : 0);
      if (tick.undone) {
        if (known.key === tick.key) newest.set(tick.registration, { direction: "", at: "" });
      } else if (time(tick.at) >= time(known.at)) {
        newest.set(tick.registration, { ...tick, waiting: true });
      }
    }
    return newest;
  };

  const show = () => {
    const newest = present();
    const all = [...newest.values()];
    document.getElementById("present").textContent = all.filter((one) => one.direction === "in").length;
    document.getElementById("came").textContent = all.filter((one) => one.direction).length;
    document.getElementById("expected").textContent = people.filter((one) => one.expected).length;
    const words = fold(field.value).replaceAll(",", " ").split(/\s+/).filter(Boolean);
    // somebody with a place is not let in under the name of somebody who waits for one
    const found = words.length ? people.filter((one) => fits(one, words)).sort((a, b) => b.expected - a.expected) : [];
    results.replaceChildren(...found.slice(0, MOST).map((one) => row(one, newest.get(one.id))));
    document.getElementById("nobody").hidden = !words.length || found.length > 0;
    document.getElementById("more").hidden = found.length <= MOST;
  };

  const fits = (one, words) => {
    one.folded ??= fold(`${one.name} ${one.organisation}`);
    return words.every((word) => one.folded.includes(word) || (words.length === 1 && word === String(one.number)));
  };

  const row = (one, last) => {
    const line = person.content.firstElementChild.cloneNode(true);
    line.dataset.person = one.id;
    line.querySelector("[data-name]").textContent = one.name;
    line.querySelector("[data-number]").textContent = one.number;
    line.querySelector("[data-organisation]").textContent = one.organisation;
    line.querySelector("[data-note]").textContent = one.note ?? "";
    line.querySelectorAll("[data-of]").forEach((label) => (label.textContent = `: ${one.name}`));
    line.querySelectorAll("[data-when]").forEach((part) => {
      part.hidden = part.dataset.when === "waiting" ? !last.waiting : part.dataset.when !== last.direction;
    });
    line.querySelector(".door__state").toggleAttribute("data-in", last.direction === "in");
    const time = last.at && new Date(last.at);
    line.querySelector("[data-time]").textContent = time
      ? time.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
      : "";
    line.querySelector('[data-direction="in"]').hidden = last.direction === "in";
    line.querySelector('[data-direction="out"]').hidden = last.direction !== "in";
    line.querySelector("[data-undo]").hidden = !last.key || !last.direction;
    return line;
  };

  const tick = (registration, direction) => {
    const made = { key: store.newKey(), registration, direction, at: new Date().toISOString(), undone: false, user };
    if (item) made.item = Number(item);
    store.saveTick(event, made);
    after(registration);
  };

  const undo = (registration) => {
    const last = present().get(registration);
    if (!last?.key) return;
    const { key, direction, at } = last;
    const taken = { key, registration, direction, at, undone: true, user };
    if (item) taken.item = Number(item);
    store.saveTick(event, taken);
    after(registration);
  };

  // for a room whose list was never loaded: the same people, of whom nothing is known there
  const listOfEntrance = () => {
    const list = store.readList(`${event}:`)?.people ?? [];
    return list.map(({ id, name, organisation, number, hash, expected }) => ({
      id, name, organisation, number, hash, expected,
    }));
  };

  const after = (registration) => {
    show();
    // the button that was pressed is gone: the one that took its place gets the focus
    results.querySelector(`[data-person="${registration}"] .door__button:not([hidden])`)?.focus();
    report();
    send();
  };

  const report = () => {
    const foreign = store.foreign(event, user).length;
    const waiting = store.ticks(event).length + store.walkIns(event).length - foreign;
    document.getElementById("foreign").hidden = !foreign;
    document.querySelector("[data-foreign]").textContent = foreign;
    network.dataset.state = state === "online" && waiting ? "sending" : state;
    network.querySelectorAll("[data-waiting]").forEach((number) => (number.textContent = waiting));
  };

  const ask = async (address, options = {}) => {
    try {
      const answer = await fetch(address, {
        credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...options,
      });
      state = answer.ok ? "online" : "offline";
      if ([401, 403, 409].includes(answer.status) || answer.type === "opaqueredirect") state = "signed-out";
      return answer.ok ? await answer.json() : null;
    } catch {
      state = "offline";
      return null;
    }
  };

  // those of the account that is signed in; one that was made by another is sent when it is back, or after asking
  const own = () => store.ticks(event).filter((one) => (one.user ?? user) === user);

  const send = async () => {
    if (sending) return;
    sending = true;
    const ticks = own().slice(0, 500);
    const body = JSON.stringify({ sent_at: new Date().toISOString(), user, ticks });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = ticks.length ? await ask(door.dataset.ticks, { method: "POST", headers, body }) : null;
    if (answer) {
      store.dropTicks(event, ticks, [...answer.saved, ...answer.refused]);
      tellRefused(answer.refused.length);
    }
    sending = false;
    report();
    if (!answer) return;
    await refresh();
    if (own().length) send();
  };

  const tellRefused = (number) => {
    if (!number) return;
    const line = document.getElementById("refused");
    line.querySelector("[data-refused]").textContent = number;
    line.hidden = false;
  };

  const refresh = async () => {
    const answer = await ask(item ? `${door.dataset.people}?item=${encodeURIComponent(item)}` : door.dataset.people);
    if (answer) {
      people = answer.people;
      showPlaces(answer.places);
      store.saveList(place, { user, until, people });
      show();
    }
    report();
  };

  const showPlaces = ({ capacity, taken }) => {
    const line = document.getElementById("places");
    if (!line) return;
    line.hidden = capacity === null;
    line.querySelector("[data-taken]").textContent = taken;
    line.querySelector("[data-capacity]").textContent = capacity;
    line.querySelector("[data-over]").hidden = taken <= capacity;
    line.querySelector("[data-over-by]").textContent = taken - capacity;
  };

  const wake = async () => {
    await refresh();
    if (state !== "online") return;
    door.dispatchEvent(new CustomEvent("network"));
    send();
  };

  results.addEventListener("click", (click) => {
    const button = click.target.closest("button");
    const line = button?.closest("[data-person]");
    if (!line || button.type !== "button") return;
    const registration = Number(line.dataset.person);
    if ("undo" in button.dataset) undo(registration);
    else tick(registration, button.dataset.direction);
  });
  field.addEventListener("input", () => hasList() && show());
  document.getElementById("door-search").addEventListener("submit", (submit) => {
    if (!hasList()) return;
    submit.preventDefault();
    door.dispatchEvent(new CustomEvent("code", { detail: field.value }));
    show();
  });
  document.getElementById("item")?.addEventListener("change", (change) => change.target.form.submit());
  window.addEventListener("online", wake);
  door.addEventListener("refresh", refresh);
  door.addEventListener("report", report);
  document.getElementById("adopt").addEventListener("click", () => {
    store.adopt(event, user);
    wake();
  });
  window.addEventListener("offline", () => {
    state = "offline";
    report();
  });
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  setInterval(() => document.hidden || wake(), REFRESH);

  // the camera and hand scanners: a code that is on the list ticks its person in
  const hash = async (code) => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${event}:${code}`));
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 20);
  };
  door.addEventListener("code", async ({ detail }) => {
    const code = detail.toUpperCase().replace(/[^0-9A-Z]/g, "");
    if (code.length !== 10 || !crypto.subtle) return;
    const wanted = await hash(code);
    const found = people.find((one) => one.hash === wanted);
    const wasIn = found && present().get(found.id).direction === "in";
    if (found && !wasIn) tick(found.id, "in");
    if (found) field.value = found.name;
    if (found) show();
    const result = found ? (wasIn ? "already" : "in") : "unknown";
    door.dispatchEvent(new CustomEvent("scanned", { detail: { result, name: found?.name ?? "" } }));
  });

  store.tidy(user);
  people = store.readList(place)?.people ?? listOfEntrance();
  const choice = document.getElementById("item");
  if (choice) choice.value = item;
  if (hasList()) show();
  wake();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(door.dataset.worker).then(async () => {
      const worker = (await navigator.serviceWorker.ready).active;
      const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], link[as=font]")];
      const addresses = parts.map((part) => part.href || part.src);
      if (!("BarcodeDetector" in window)) addresses.push(document.getElementById("camera").dataset.decoder);
      worker.postMessage(until < new Date().toISOString().slice(0, 10) ? "forget" : addresses);
    }, () => {});
  }
})();
