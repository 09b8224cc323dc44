import { useTranslation } from "react-i18next";
import { useNoteTemplates } from "../../api/note-templates.js";
import { useSession } from "../../api/session.js";
import { Page } from "../../ui/page.js";
import { About } from "./about.js";
import { Appearance } from "./appearance.js";
import { Checks } from "./checks.js";
import { Keys } from "./keys/keys.js";
import { Service } from "./service.js";
import { SignOut } from "./sign-out.js";
import { Templates } from "./templates/templates.js";
import { Webhooks } from "./webhooks/webhooks.js";
import { YourData } from "./your-data.js";

/** What can be set, and what the service is made of. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { data: session, isPending: isUnknown } = useSession();
  const { isPending: isComing } = useNoteTemplates();
  const scopes = session?.scopes ?? [];
  const usesKeys = session?.access === "keys";
  // What comes later would push away what is being read.
  if (isUnknown || isComing) return <Page title={t("app.nav.settings")}>{null}</Page>;
  return (
    <Page title={t("app.nav.settings")}>
      <Appearance />
      <Templates />
      <Service />
      <Checks />
      {usesKeys && scopes.includes("keys:write") && <Keys own={scopes} />}
      {scopes.includes("webhooks:write") && <Webhooks />}
      <YourData />
      {usesKeys && <SignOut />}
      <About />
    </Page>
  );
}
