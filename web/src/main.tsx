import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/client.js";
import { App } from "./app.js";
import { startTranslations } from "./i18n/index.js";
import { applyTheme } from "./layout/theme.js";
import { RecordingProvider } from "./recording/recording-context.js";
import { OutboxProvider } from "./uploads/outbox-context.js";
import { Toasts } from "./ui/toasts.js";
import "./styles/base.css";

const RETRIES = 3;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // What the service refused it refuses again; what did not reach it may reach it yet.
      retry: (failures, error) =>
        failures < RETRIES && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    },
  },
});

applyTheme();
await startTranslations();
const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Toasts>
        <OutboxProvider>
          <RecordingProvider>
            <App />
          </RecordingProvider>
        </OutboxProvider>
      </Toasts>
    </QueryClientProvider>
  </StrictMode>,
);
