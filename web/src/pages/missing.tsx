// An address without a page.
import { Logo } from "../ui/Logo";

export default function Missing() {
  return (
    <main className="page-note">
      <Logo />
      <h1>There is no page here</h1>
      <p className="muted">The address may be shortened or old. Your classes are on your desk.</p>
      <a className="btn go" href="/">
        My desk
      </a>
    </main>
  );
}
