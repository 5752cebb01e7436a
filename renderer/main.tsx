import "./kit/fonts.ts";
import "./kit/theme.css";
import "./kit/base.css";
import { z } from "zod";
import { mountWorkbench } from "./mount.tsx";
import { connectToHost } from "./state/transport.ts";

// The page may not compile text into code, and zod would try.
z.config({ jitless: true });
mountWorkbench(connectToHost());
