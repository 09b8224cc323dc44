import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch } from "wouter";
import { Boundary } from "./layout/boundary.js";
import { KeyGate } from "./layout/key-gate.js";
import { Shell } from "./layout/shell.js";
import { HomePage } from "./pages/home/home-page.js";
import { SearchShortcut } from "./pages/search/search-shortcut.js";
import { Page } from "./ui/page.js";

const EntryPage = lazy(() => import("./pages/entry/entry-page.js").then((m) => ({ default: m.EntryPage })));
const DiaryPage = lazy(() => import("./pages/diary/diary-page.js").then((m) => ({ default: m.DiaryPage })));
const SearchPage = lazy(() =>
  import("./pages/search/search-page.js").then((m) => ({ default: m.SearchPage })),
);
const SettingsPage = lazy(() =>
  import("./pages/settings/settings-page.js").then((m) => ({ default: m.SettingsPage })),
);

export function App() {
  return (
    <Shell>
      <SearchShortcut />
      <KeyGate>
        <Boundary>
          <Suspense fallback={null}>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/entries/:jobId">{({ jobId }) => <EntryPage key={jobId} jobId={jobId} />}</Route>
              <Route path="/diary" component={DiaryPage} />
              <Route path="/search" component={SearchPage} />
              <Route path="/settings" component={SettingsPage} />
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </Boundary>
      </KeyGate>
    </Shell>
  );
}

function NotFound() {
  const { t } = useTranslation();
  return <Page title={t("app.notFound")}>{null}</Page>;
}
