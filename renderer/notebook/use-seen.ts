import { type RefObject, useEffect, useState } from "react";

/** True once the element has come near the window; what is far below costs nothing until then. */
export function useSeen(place: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (seen || !element) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  });
  return seen;
}
