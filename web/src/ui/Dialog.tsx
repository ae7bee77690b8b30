// A question or a small form above the page; Escape and the cross close it.
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Dialog as Aria, Heading, Modal, ModalOverlay } from "react-aria-components";
import { t } from "../texts";
import { IconButton } from "./Button";

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the primary last. */
  actions?: ReactNode;
  wide?: boolean;
  role?: "dialog" | "alertdialog";
}

export function Dialog({ title, open, onClose, children, actions, wide, role = "dialog" }: Props) {
  const dialog = useRef<HTMLElement>(null);
  // What had the focus may be gone with what was said in the dialog; without any, Escape would not reach it.
  useEffect(() => {
    if (document.activeElement === document.body) dialog.current?.focus();
  });
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={(now) => !now && onClose()} isDismissable>
      <Modal className={`modal${wide ? " wide" : ""}`}>
        <Aria ref={dialog} className="dialog" role={role}>
          <header className="row">
            <Heading slot="title" className="grow">
              {title}
            </Heading>
            <IconButton label={t("ui.close")} onPress={onClose}>
              <X className="i" />
            </IconButton>
          </header>
          <div className="dialog-body">{children}</div>
          {actions && <footer className="dialog-actions">{actions}</footer>}
        </Aria>
      </Modal>
    </ModalOverlay>
  );
}
