/** The balance of the app icon, in the colours of the page. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <g fill="none" stroke="var(--accent)" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 5v21M10.5 27h11M6 9.5l20-2.4" />
      </g>
      <path d="M1.5 18h9.6a4.8 4.8 0 0 1-9.6 0ZM20.9 15.5h9.6a4.8 4.8 0 0 1-9.6 0Z" fill="var(--accent)" />
      <path d="M6.3 9.5 2.6 18M6.3 9.5 10 18M25.7 7.2 22 15.5M25.7 7.2l3.7 8.3" fill="none" stroke="var(--accent)" strokeWidth="1.1" />
    </svg>
  );
}
