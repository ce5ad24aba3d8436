{% load static %}/* Keeps the page of the check-in for a reload without a network. Names and ticks are not here: the page keeps them. */
"use strict";

const CACHE = "glokal-check-in-{{ event.pk }}";
const PAGE = "{% url "event_check_in" event.pk %}";
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

// the page hands over what it has loaded, with the addresses of this release
self.addEventListener("message", (event) => {
  if (event.data === "forget") {
    event.waitUntil(caches.delete(CACHE));
  } else if (Array.isArray(event.data)) {
    event.waitUntil(keep(event.data));
  }
});

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  await Promise.allSettled([PAGE, ...addresses].map(async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(address, answer);
  }));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === PAGE) event.respondWith(page(request));
  } else if (url.pathname.startsWith("{% get_static_prefix %}")) {
    event.respondWith(asset(request));
  }
});

async function page(request) {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  try {
    // a network that hardly answers must not stop the queue at the door
    return await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE) } : {});
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function asset(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  return kept ?? fetch(request);
}
