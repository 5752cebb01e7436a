import { type RefCallback, useCallback, useState } from "react";

/** True once the element the reference is given to has come near the window; what is far below costs nothing until then. */
export function useSeen(): readonly [RefCallback<HTMLElement>, boolean] {
  const [seen, setSeen] = useState(false);
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        setSeen(true);
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [watch, seen];
}
