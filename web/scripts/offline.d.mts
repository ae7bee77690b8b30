interface Part {
  file: string;
  css?: readonly string[];
  assets?: readonly string[];
  imports?: readonly string[];
  dynamicImports?: readonly string[];
}
export function filesFor(manifest: Record<string, Part>, pages?: readonly string[]): string[];
