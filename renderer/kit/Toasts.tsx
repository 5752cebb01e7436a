import { Toaster } from "sonner";
import style from "./Toasts.module.css";

/** Where short notices appear; what matters for longer stands in the page instead. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      offset={{ bottom: 40, right: 16 }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: style.toast,
          title: style.title,
          description: style.description,
          actionButton: style.action,
          content: style.content,
        },
      }}
    />
  );
}
