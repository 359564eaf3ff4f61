import { type ReactNode, useId } from "react";

export type CardProps = {
  /** Absent only where the content brings its own heading. */
  readonly title?: ReactNode;
  /** Right of the title: a link, tabs, a small fact. */
  readonly end?: ReactNode;
  /** A strip below, divided by a line. */
  readonly foot?: ReactNode;
  /** True for lists and tables that reach the edges. */
  readonly flush?: boolean;
  /** Class of the page for its place in the grid, e.g. `today-race`. */
  readonly className?: string;
  readonly children: ReactNode;
};

/** A surface with one subject. It is a landmark named by its title. */
export function Card({ title, end, foot, flush = false, className, children }: CardProps) {
  const id = useId();
  return (
    <section className={className ? `card ${className}` : "card"} {...(title ? { "aria-labelledby": id } : {})}>
      {title && (
        <header className="card-head">
          <h2 id={id}>{title}</h2>
          {end && <span className="card-end">{end}</span>}
        </header>
      )}
      {flush ? children : <div className="card-body">{children}</div>}
      {foot && <footer className="card-foot">{foot}</footer>}
    </section>
  );
}
