import "./kit/fonts.ts";
import "./kit/theme.css";
import "./kit/base.css";
import { mountWorkbench } from "./mount.tsx";
import { connectToHost } from "./state/transport.ts";

mountWorkbench(connectToHost());
