export default import.meta.glob("./class/*.json", { eager: true, import: "default" });
