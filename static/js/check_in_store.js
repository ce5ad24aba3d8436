/* What the check-in keeps on the device: the list of one event, and until they are saved, under a key of its own and
   with the account that made it, each tick and each person without registration. */
window.checkIn = (() => {
  "use strict";

  const LIST = "glokal-list:";
  const TICK = "glokal-tick:";
  const WALK_IN = "glokal-walk-in:";

  const names = (start) => Object.keys(localStorage).filter((name) => name.startsWith(start));

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // of other users and of events that are over; ticks hold no names and wait until they are saved
  const tidy = (user) => {
    const today = new Date().toISOString().slice(0, 10);
    for (const name of names(LIST)) {
      const list = read(name);
      if (!list || list.user !== user || list.until < today) localStorage.removeItem(name);
    }
  };

  const saveList = (place, list) => {
    try {
      localStorage.setItem(LIST + place, JSON.stringify(list));
    } catch {
      // a full or forbidden storage: the page works as long as it is open
    }
  };

  const ticks = (event) => names(`${TICK}${event}:`).map(read).filter(Boolean);

  const saveTick = (event, tick) => {
    localStorage.setItem(`${TICK}${event}:${tick.key}`, JSON.stringify(tick));
  };

  // not when it was changed while it was on its way: an undo must go out, too
  const dropTick = (event, sent) => {
    const name = `${TICK}${event}:${sent.key}`;
    if (localStorage.getItem(name) === JSON.stringify(sent)) localStorage.removeItem(name);
  };

  const dropTicks = (event, sent, keys) => {
    const answered = new Set(keys);
    sent.filter((tick) => answered.has(tick.key)).forEach((tick) => dropTick(event, tick));
  };

  const walkIns = (event) => names(`${WALK_IN}${event}:`).map(read).filter(Boolean);

  const saveWalkIn = (event, one) => localStorage.setItem(`${WALK_IN}${event}:${one.key}`, JSON.stringify(one));

  const dropWalkIn = (event, key) => localStorage.removeItem(`${WALK_IN}${event}:${key}`);

  // what another account has made on this device; ticks of an earlier release do not say whose they are
  const foreign = (event, user) => [...ticks(event), ...walkIns(event)].filter((one) => (one.user ?? user) !== user);

  const adopt = (event, user) => {
    ticks(event).forEach((tick) => saveTick(event, { ...tick, user }));
    walkIns(event).forEach((one) => saveWalkIn(event, { ...one, user }));
  };

  const readList = (place) => read(LIST + place);

  return {
    newKey, tidy, saveList, readList, ticks, saveTick, dropTicks, walkIns, saveWalkIn, dropWalkIn, foreign, adopt,
  };
})();
