import { stringify } from "yaml";

/** A value as YAML that readers of the old version 1.1 take the same way: `no`, `on` and the like stand in quotes. */
export function yamlText(value: unknown): string {
  return stringify(value, { version: "1.1", lineWidth: 0 });
}
