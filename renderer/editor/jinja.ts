import type { languages } from "monaco-editor/editor";

/** Prompt templates: message markers, `{{ values }}`, `{% statements %}` and `{# comments #}` in plain text. */
export const jinjaGrammar: languages.IMonarchLanguage = {
  keywords: [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "in",
    "not",
    "and",
    "or",
    "is",
    "set",
    "endset",
    "macro",
    "endmacro",
    "filter",
    "endfilter",
  ],
  constants: ["true", "false", "none", "True", "False", "None", "loop"],
  tokenizer: {
    root: [
      [/^\[(system|user|assistant)\]\s*$/, "keyword.role"],
      [/\{#/, "comment", "@comment"],
      [/\{\{-?/, "delimiter.jinja", "@value"],
      [/\{%-?/, "delimiter.jinja", "@statement"],
      [/[^{[]+/, ""],
      [/./, ""],
    ],
    comment: [
      [/#\}/, "comment", "@pop"],
      [/[^#]+/, "comment"],
      [/./, "comment"],
    ],
    value: [[/-?\}\}/, "delimiter.jinja", "@pop"], { include: "@expression" }],
    statement: [[/-?%\}/, "delimiter.jinja", "@pop"], { include: "@expression" }],
    expression: [
      [/"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/, "string"],
      [/\d+(\.\d+)?/, "number"],
      [/[a-zA-Z_]\w*/, { cases: { "@keywords": "keyword", "@constants": "number", "@default": "type" } }],
      [/[|.,:()[\]+\-*/%=<>!~]/, "delimiter"],
      [/\s+/, ""],
      [/./, ""],
    ],
  },
};

export const jinjaConfiguration: languages.LanguageConfiguration = {
  comments: { blockComment: ["{#", "#}"] },
  brackets: [
    ["{{", "}}"],
    ["{%", "%}"],
    ["(", ")"],
    ["[", "]"],
  ],
  autoClosingPairs: [
    { open: "{{", close: " }}" },
    { open: "{%", close: " %}" },
    { open: "(", close: ")" },
    { open: "'", close: "'", notIn: ["string"] },
    { open: '"', close: '"', notIn: ["string"] },
  ],
};
