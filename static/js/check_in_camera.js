/* Scans the codes of badges where the browser can read them; everywhere else the field for the name is there. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  const button = document.getElementById("camera-button");
  if (!door || !button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;

  const frame = document.getElementById("camera");
  const picture = document.getElementById("camera-picture");
  const scanned = document.getElementById("scanned");
  const words = document.getElementById("scan-words").content;
  const PAUSE = 250;
  const AGAIN = 3000; // a badge that stays before the camera is read once
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let stream = null;
  let last = { code: "", at: 0 };

  const look = async () => {
    if (!stream) return;
    try {
      const [found] = await detector.detect(picture);
      const now = Date.now();
      if (found && (found.rawValue !== last.code || now - last.at > AGAIN)) {
        last = { code: found.rawValue, at: now };
        door.dispatchEvent(new CustomEvent("code", { detail: found.rawValue }));
      }
    } catch {
      // the picture is not there yet
    }
    setTimeout(look, PAUSE);
  };

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    frame.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };

  const start = async () => {
    frame.hidden = false;
    button.setAttribute("aria-expanded", "true");
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      picture.srcObject = stream;
      await picture.play();
      look();
    } catch {
      document.getElementById("camera-refused").hidden = false;
    }
  };

  door.addEventListener("scanned", ({ detail }) => {
    const said = words.querySelector(`[data-scan="${detail.result}"]`).textContent;
    scanned.dataset.result = detail.result;
    scanned.textContent = `${said} ${detail.name}`;
    navigator.vibrate?.(detail.result === "in" ? 60 : [60, 60, 60]);
  });
  button.addEventListener("click", () => (stream ? stop() : start()));
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  button.hidden = false;
})();
