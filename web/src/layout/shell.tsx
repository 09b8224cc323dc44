import { BookOpen, CalendarDays, Search, Settings, type LucideIcon } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import styles from "./shell.module.css";

type Place = "home" | "diary" | "search" | "settings";

const PLACES: readonly { place: Place; path: string; icon: LucideIcon }[] = [
  { place: "home", path: "/", icon: BookOpen },
  { place: "diary", path: "/diary", icon: CalendarDays },
  { place: "search", path: "/search", icon: Search },
  { place: "settings", path: "/settings", icon: Settings },
];

/** Where one is and can go: a rail beside the page, on a phone a bar below it. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const here = location.startsWith("/entries/") ? "/" : location;
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#main">
        {t("app.skip")}
      </a>
      <nav className={styles["nav"]} aria-label={t("app.name")}>
        <Link href="/" className={styles["brand"] ?? ""}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{t("app.name")}</span>
        </Link>
        <ul role="list">
          {PLACES.map(({ place, path, icon: Icon }) => (
            <li key={place}>
              <Link
                href={path}
                className={styles["place"] ?? ""}
                aria-current={here === path ? "page" : undefined}
              >
                <Icon size={20} aria-hidden />
                <span>{t(`app.nav.${place}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" className={styles["main"]}>
        <Offline />
        {children}
      </main>
    </div>
  );
}

function Offline() {
  const { t } = useTranslation();
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online ? null : (
    <p role="status" className={styles["offline"]}>
      {t("app.offline")}
    </p>
  );
}
