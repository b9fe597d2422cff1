import Debugging
import Tensors
import Terminal
import Terms
import Views

/// How views write for this console: as it is set, else as the terminal has it.
extension Console {
  package var presentation: Presentation {
    let screen = isInteractive ? Terminal.size() : .usual
    var result = Presentation()
    result.width = settings.width ?? screen.columns
    result.height = settings.height ?? screen.rows
    result.cuts = isInteractive || settings.width != nil
    result.breaksSentences = isInteractive
    result.formulaStyle = Formula.Style(settings.ascii ? .ascii : .unicode, settings.convention)
    result.format = settings.format
    result.cutNote = "p -a to see all"
    result.paints = output.style.usesColour && Terminal.hasPalette
    result.packsOperands =
      switch settings.operands {
      case .packed: true
      case .aligned: false
      case .auto: isInteractive && result.height < 36
      }
    result.gates = session?.machine?.gates ?? [:]
    result.hasSparklines = settings.sparklines
    return result
  }

  package var width: Int { presentation.width }
  package var formulaStyle: Formula.Style { presentation.formulaStyle }
  package var arrayText: ArrayText { presentation.arrayText }

  /// Says what was passed over in files.
  package func tell(remarks: [String]) {
    for remark in remarks { output.lines(prose("note: \(remark)", .note)) }
  }

  package func prose(_ text: String, _ mark: Style.Mark? = nil) -> [String] {
    presentation.prose(text, mark)
  }
}
