/** A cell as it stands in a notebook file. */
export function fence(kind: string, name: string, body: string): string {
  return `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n`;
}

export function notebookText(title: string, ...cells: readonly string[]): string {
  return ["---", "assay: 1", `title: ${title}`, "---", "", cells.join("\n")].join("\n");
}

export const twoQuestions = fence("dataset", "questions", "rows:\n  - { question: What is 12 × 7? }\n  - { question: What is 9 + 30? }");

/** A data set `tasks` of products that simulated models work out, and a teacher cell `answers` on it. */
export function answeredTasks(count: number, models: readonly string[]): string {
  const rows = Array.from({ length: count }, (_, at) => `  - { question: What is ${13 + at} × ${4 + at}? }`);
  return [
    fence("dataset", "tasks", `rows:\n${rows.join("\n")}`),
    fence("teacher", "answers", `from: tasks\nprompt: "{{ question }}"\nmodels: [${models.join(", ")}]`),
  ].join("\n");
}
