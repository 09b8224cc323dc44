const SCRIPT = "/service-worker.js";

/** Installs the service worker; calls `onNew` with the way to take over when a newer build of the page lies ready. */
export async function watchForUpdates(onNew: (takeOver: () => void) => void): Promise<void> {
  // A page that comes over plain HTTP from another machine can have none.
  if (!window.isSecureContext || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register(SCRIPT);
  const offer = (): void => {
    // Without a controller this page is the very first one, and as new as can be.
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null)
      onNew(() => takeOver(registration.waiting));
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  // An app that lies open for weeks asks when somebody comes back to it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void registration.update().catch(() => undefined);
  });
}

function takeOver(worker: ServiceWorker | null): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
    once: true,
  });
  worker?.postMessage("take-over");
}
