// A labelled line or paragraph of text with its hint and error.
import {
  TextField as Aria,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  type TextFieldProps,
} from "react-aria-components";

interface Props extends Omit<TextFieldProps, "children" | "className"> {
  label: string;
  hint?: string;
  error?: string;
  placeholder?: string;
  rows?: number;
  hideLabel?: boolean;
}

export function TextField({ label, hint, error, placeholder, rows, hideLabel, ...rest }: Props) {
  return (
    <Aria {...rest} isInvalid={Boolean(error)} className="text-field">
      <Label className={hideLabel ? "vh" : "label"}>{label}</Label>
      {rows ? (
        <TextArea rows={rows} placeholder={placeholder} className="input" />
      ) : (
        <Input placeholder={placeholder} className="input" />
      )}
      {hint && (
        <Text slot="description" className="small muted">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </Aria>
  );
}
