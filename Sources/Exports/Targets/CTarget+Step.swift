/// A step of training as one C99 file.
extension CTarget: StepTarget {
  func files(_ export: StepExport) throws -> [ExportedFile] {
    let family = CFamily(export, isCpp: false)
    let (name, real) = (export.base.name, family.syntax.real)
    let weights = try weightPath(export.base, family)
    let file = export.base.fileName(or: "model.c")
    let parameters = family.stepParameters(export).joined(separator: ", ")
    var head = export.head("C99")
    head += [
      "", "  \(real) \(name)_train_step(\(parameters));", "",
      "gives the loss before the step and changes the weights and what the optimizer keeps.",
      "Arrays of a batch have one sample behind the other. Nothing is allocated.",
    ]
    head += family.batchRemark(export)
    head.append("Check it: cc -std=c99 -O3 -DMODEL_SELF_CHECK \(file) -lm && ./a.out")
    var lines = CTarget.comment(head)
    lines += CTarget.beginning(readsFile: weights != nil) + family.batchLimit(export)
    let layers = export.steps.plan.routines.map(family.layer)
    lines += try family.body(of: layers)
    lines += ["/* What other files call. */", "\(real) \(name)_train_step(\(parameters));"]
    lines += (weights == nil ? [] : ["int \(name)_load(const char *path);"]) + [""]
    lines += family.loader("\(name)_load")
    lines += ["/* One step of fit on a batch: gives the loss before it. */"]
    lines += family.trainStep(export, layers, head: "\(real) \(name)_train_step(")
    lines += ["#ifdef MODEL_SELF_CHECK"]
    lines += family.stepCheck(
      export, named: "\(name)_self_check", train: "\(name)_train_step",
      load: weights.map { "\(name)_load(\(SafeText.quoted($0.file)))" })
    return try family.files(lines + CTarget.ending(name), weightsAt: weights?.path)
  }
}
