import Tensors
import Terms

/// One C99 file without dependencies or allocation.
struct CTarget: ExportTarget {
  let name = "c"
  let summary = "one C99 file, no dependencies, no allocation"
  let showsNumbers = false

  func files(_ export: Export) throws -> [ExportedFile] {
    let family = CFamily(export, isCpp: false)
    let (name, real) = (export.name, family.syntax.real)
    let plan = export.plan
    let weights = try weightPath(export, family)
    let parameters =
      plan.inputs.map { "const \(real) \($0.name)[\(max($0.value.shape.count, 1))]" }
      + plan.outputs.map { "\(real) \($0.name)[\(max($0.value.shape.count, 1))]" }
    let file = export.fileName(or: "model.c")
    var lines = CTarget.comment(
      export.head("C99") + [
        "",
        "  void \(name)_predict(\(parameters.joined(separator: ", ")));",
        "",
        "Nothing is allocated: intermediate arrays are static, so that one thread at a time may call",
        "it; define MODEL_BUFFER as nothing to have them on the stack instead.",
        "Check it: cc -std=c99 -O3 -DMODEL_SELF_CHECK \(file) -lm && ./a.out",
      ])
    lines += CTarget.beginning(readsFile: weights != nil)
    lines += try family.body()
    var prototypes = ["void \(name)_predict(\(parameters.joined(separator: ", ")));"]
    if weights != nil { prototypes.append("int \(name)_load(const char *path);") }
    if !plan.states.isEmpty { prototypes.append("void \(name)_reset(void);") }
    lines += ["/* What other files call. */"] + prototypes + [""]
    lines += family.loader("\(name)_load")
    if !plan.states.isEmpty {
      lines += ["void \(name)_reset(void) {"] + family.resetLines() + ["}", ""]
    }
    lines += family.wrapped("void \(name)_predict(", parameters)
    lines += family.calls(inputs: plan.inputs.map(\.name), outputs: plan.outputs.map(\.name))
    lines += ["}", "", "#ifdef MODEL_SELF_CHECK"]
    lines += family.selfCheck(
      named: "\(name)_self_check", predict: "\(name)_predict",
      reset: plan.states.isEmpty ? nil : "\(name)_reset",
      load: weights.map { "\(name)_load(\(SafeText.quoted($0.file)))" })
    return try family.files(lines + CTarget.ending(name), weightsAt: weights?.path)
  }

  /// What stands behind the self-check.
  static func ending(_ name: String) -> [String] {
    [
      "#ifndef MODEL_NO_MAIN", "int main(void) { return \(name)_self_check(); }", "#endif",
      "#endif",
    ]
  }

  /// What stands before everything else.
  static func beginning(readsFile: Bool) -> [String] {
    [
      "#include <math.h>", "#include <stdint.h>", "#include <string.h>",
      "#if defined(MODEL_SELF_CHECK)\(readsFile ? " || 1" : "")", "#include <stdio.h>",
      "#endif", "", "#ifndef MODEL_BUFFER", "#define MODEL_BUFFER static", "#endif", "",
    ] + CHelpers.clones
  }

  static func comment(_ lines: [String]) -> [String] {
    let texts = lines.map { $0.isEmpty ? "" : " " + SafeText.ascii($0) }
    return ["/*"] + texts + ["*/"]
  }
}

/// Where the weights go that are too many for the program itself; nil where they are inside.
func weightPath(_ export: Export, _ family: CFamily) throws -> (path: String, file: String)? {
  guard family.hasWeightFile else { return nil }
  guard let path = export.path(beside: ".weights.bin") else {
    throw ExportError(
      "\(export.subject.name) has \(export.weightCount) weights, which go to a file beside the program",
      hint: "Name the program's file.")
  }
  return (path, path.split(separator: "/").last.map(String.init) ?? path)
}
