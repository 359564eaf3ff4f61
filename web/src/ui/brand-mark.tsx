/** The logo: a wheel with water in it. */
export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <circle cx="16" cy="16" r="9.6" />
        <path d="M16 2.3v3M16 26.7v3M2.3 16h3M26.7 16h3M6.3 6.3l2.1 2.1M23.6 23.6l2.1 2.1M25.7 6.3l-2.1 2.1M8.4 23.6l-2.1 2.1" />
      </g>
      <path
        fill="currentColor"
        d="M6.9 15.4c1.1-.2 2.1.5 3.1 1.6 2 2 4 2 6 0s4-2 6 0c1 1.1 2 1.8 3.1 1.7A9.2 9.2 0 1 1 6.9 15.4z"
      />
    </svg>
  );
}
