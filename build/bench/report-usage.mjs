// Loaded into a measured process: writes what it used when it ends.
import { writeFileSync } from "node:fs";

const path = process.env.ASSAY_BENCH_USAGE;
process.once("exit", () => {
  const usage = process.resourceUsage();
  if (path) writeFileSync(path, JSON.stringify({ cpuS: (usage.userCPUTime + usage.systemCPUTime) / 1e6, peakMb: usage.maxRSS / 1024 }));
});
