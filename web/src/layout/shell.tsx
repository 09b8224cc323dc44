import { BookOpen, CalendarDays, Search, Settings, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { RecordButton } from "../recording/record-button.js";
import { useRecording } from "../recording/recording-context.js";
import { RunningRecording } from "../recording/running-recording.js";
import { Connection } from "./connection.js";
import { UpdateNotice } from "./update-notice.js";
import styles from "./shell.module.css";

interface Place {
  name: "home" | "diary" | "search" | "settings";
  path: string;
  icon: LucideIcon;
}

const LEADING: readonly Place[] = [
  { name: "home", path: "/", icon: BookOpen },
  { name: "diary", path: "/diary", icon: CalendarDays },
];
const TRAILING: readonly Place[] = [
  { name: "search", path: "/search", icon: Search },
  { name: "settings", path: "/settings", icon: Settings },
];

/** Where one is and can go: a rail beside the page; in the hand a bar below it, with the way to record in its middle. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const { recorder } = useRecording();
  const here = location.startsWith("/entries/") ? "/" : location;
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#main">
        {t("app.skip")}
      </a>
      <nav
        className={styles["nav"]}
        aria-label={t("app.name")}
        {...(recorder !== undefined && { "data-recording": true })}
      >
        <Link href="/" className={styles["brand"] ?? ""}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{t("app.name")}</span>
        </Link>
        <ul role="list">
          {LEADING.map((place) => (
            <NavItem key={place.name} place={place} here={here} />
          ))}
          <li className={styles["record"]}>
            <RecordButton look="round" />
          </li>
          {TRAILING.map((place) => (
            <NavItem key={place.name} place={place} here={here} />
          ))}
        </ul>
      </nav>
      <main id="main">
        <Connection />
        <UpdateNotice />
        {children}
      </main>
      {recorder !== undefined && location !== "/" && <RunningRecording recorder={recorder} floating />}
    </div>
  );
}

function NavItem({ place: { name, path, icon: Icon }, here }: { place: Place; here: string }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link href={path} className={styles["place"] ?? ""} aria-current={here === path ? "page" : undefined}>
        <Icon size={20} aria-hidden />
        <span>{t(`app.nav.${name}`)}</span>
      </Link>
    </li>
  );
}
