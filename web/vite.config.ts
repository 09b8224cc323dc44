import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompressed } from "./precompressed.js";
import { serviceWorker } from "./service-worker.js";

/** While the page is worked on, `vite web` serves it and asks a running gateway for the rest. */
const GATEWAY = "http://127.0.0.1:8000";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), serviceWorker(), precompressed()],
  build: { outDir: "../dist/web", emptyOutDir: true, target: "es2023", assetsInlineLimit: 0 },
  server: {
    proxy: Object.fromEntries(["/v1", "/files", "/docs", "/openapi.json"].map((path) => [path, GATEWAY])),
  },
});
