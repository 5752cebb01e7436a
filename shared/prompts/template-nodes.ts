/** A node of a parsed template, as far as we look at it. The parser's own classes are not exported. */
export type TemplateNode = { readonly type: string; readonly [field: string]: unknown };

/** Names every template knows without a column. `strftime_now` is left out on purpose: a prompt must not depend on the clock. */
export const templateGlobals: ReadonlySet<string> = new Set([
  "true",
  "false",
  "none",
  "True",
  "False",
  "None",
  "range",
  "namespace",
  "raise_exception",
  "loop",
  "caller",
  "varargs",
  "kwargs",
]);

export type TemplateNames = {
  /** Columns the template reads. */
  readonly variables: readonly string[];
  /** Those it asks after with `is defined` or gives a `default`, so that a missing column is no mistake. */
  readonly optional: ReadonlySet<string>;
  /** Expressions whose value goes into the text. */
  readonly printed: ReadonlySet<unknown>;
  /** Expressions that are looped over. */
  readonly looped: ReadonlySet<unknown>;
};

const statementTypes = new Set([
  "If",
  "For",
  "Set",
  "Macro",
  "CallStatement",
  "FilterStatement",
  "Break",
  "Continue",
  "Comment",
  "Program",
]);

/** What a template reads and prints. A name the template sets itself, anywhere, is not a column. */
export function namesIn(program: unknown): TemplateNames {
  const read = new Set<string>();
  const own = new Set<string>();
  const optional = new Set<string>();
  const printed = new Set<unknown>();
  const looped = new Set<unknown>();

  const declare = (target: unknown): void => {
    if (!isNode(target)) return;
    if (target.type === "Identifier") own.add(String(target.value));
    if (target.type === "KeywordArgumentExpression") declare(target.key);
    if (target.type === "TupleLiteral") for (const item of listOf(target.value)) declare(item);
    if (target.type === "MemberExpression") visit(target.object);
  };
  const visitAll = (nodes: unknown): void => {
    for (const node of listOf(nodes)) visit(node);
  };
  const visitBody = (nodes: unknown): void => {
    for (const node of listOf(nodes)) {
      if (isNode(node) && !statementTypes.has(node.type)) printed.add(node);
      visit(node);
    }
  };
  const visitParameters = (parameters: unknown): void => {
    for (const parameter of listOf(parameters)) {
      declare(parameter);
      if (isNode(parameter) && parameter.type === "KeywordArgumentExpression") visit(parameter.value);
    }
  };
  const markOptional = (operand: unknown): void => {
    if (isNode(operand) && operand.type === "Identifier") optional.add(String(operand.value));
  };

  const visit = (node: unknown): void => {
    if (!isNode(node)) return;
    switch (node.type) {
      case "Program":
        visitBody(node.body);
        return;
      case "If":
        visit(node.test);
        visitBody(node.body);
        visitBody(node.alternate);
        return;
      case "For":
        declare(node.loopvar);
        looped.add(isNode(node.iterable) && node.iterable.type === "SelectExpression" ? node.iterable.lhs : node.iterable);
        visit(node.iterable);
        visitBody(node.body);
        visitBody(node.defaultBlock);
        return;
      case "Set":
        declare(node.assignee);
        visit(node.value);
        visitBody(node.body);
        return;
      case "Macro":
        declare(node.name);
        visitParameters(node.args);
        visitBody(node.body);
        return;
      case "CallStatement":
        visit(node.call);
        visitParameters(node.callerArgs);
        visitBody(node.body);
        return;
      case "FilterStatement":
        visitFilter(node.filter);
        visitBody(node.body);
        return;
      case "FilterExpression":
        if (filterNameOf(node.filter) === "default") markOptional(node.operand);
        visit(node.operand);
        visitFilter(node.filter);
        return;
      case "TestExpression":
        if (isNode(node.test) && (node.test.value === "defined" || node.test.value === "undefined")) markOptional(node.operand);
        visit(node.operand);
        return;
      case "MemberExpression":
        visit(node.object);
        if (node.computed === true) visit(node.property);
        return;
      case "KeywordArgumentExpression":
        visit(node.value);
        return;
      case "Identifier":
        read.add(String(node.value));
        return;
      case "ObjectLiteral":
        if (node.value instanceof Map) for (const [key, value] of node.value) visitAll([key, value]);
        return;
      default:
        // An operator is a token, not a node.
        for (const [field, child] of Object.entries(node)) if (field !== "operator") visitAll(Array.isArray(child) ? child : [child]);
    }
  };
  const visitFilter = (filter: unknown): void => {
    if (isNode(filter) && filter.type === "CallExpression") visitAll(filter.args);
  };

  visit(program);
  return { variables: [...read].filter((name) => !own.has(name) && !templateGlobals.has(name)), optional, printed, looped };
}

function isNode(value: unknown): value is TemplateNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function filterNameOf(filter: unknown): string | null {
  if (!isNode(filter)) return null;
  const name = filter.type === "CallExpression" ? filter.callee : filter;
  return isNode(name) ? String(name.value) : null;
}
