/* Scans the codes of badges: with the browser's own reader, or with one that is loaded when the camera is switched on. */
(() => {
  "use strict";

  const door = document.getElementById("door");
  const button = document.getElementById("camera-button");
  if (!door || !button || !navigator.mediaDevices) return;

  const frame = document.getElementById("camera");
  const picture = document.getElementById("camera-picture");
  const scanned = document.getElementById("scanned");
  const words = document.getElementById("scan-words").content;
  const PAUSE = 250;
  const AGAIN = 3000; // a badge that stays before the camera is read once
  const WIDTH = 640; // more pixels take longer and read no better
  let stream = null;
  let read = null;
  let last = { code: "", at: 0 };

  const ownReader = async () => {
    if (!("BarcodeDetector" in window)) return null;
    const known = await BarcodeDetector.getSupportedFormats();
    if (!known.includes("qr_code")) return null;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(picture))[0]?.rawValue;
  };

  const loadedReader = async () => {
    if (!window.jsQR) {
      await new Promise((loaded, failed) => {
        const script = document.createElement("script");
        Object.assign(script, { src: frame.dataset.decoder, onload: loaded, onerror: failed });
        document.head.append(script);
      });
    }
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return () => {
      if (!picture.videoWidth) return undefined;
      canvas.width = Math.min(WIDTH, picture.videoWidth);
      canvas.height = Math.round((canvas.width * picture.videoHeight) / picture.videoWidth);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      return window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
    };
  };

  const look = async () => {
    if (!stream) return;
    try {
      const code = await read();
      const now = Date.now();
      if (code && (code !== last.code || now - last.at > AGAIN)) {
        door.dispatchEvent(new CustomEvent("code", { detail: code }));
      }
      if (code) last = { code, at: now };
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
      read ??= (await ownReader()) ?? (await loadedReader());
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
