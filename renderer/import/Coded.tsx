/** A sentence with what stands between backticks as code. */
export function Coded({ children }: { readonly children: string }) {
  // Every second part stands between two of them.
  return children.split("`").map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
  });
}
