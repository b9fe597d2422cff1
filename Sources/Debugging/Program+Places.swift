import Equations
import Terms

extension Program {
  /// The names of the equations' values in files and comparisons, in order: `lstm.f`; a second
  /// equation of one name is `lstm.y#2`.
  package var equationPlaces: [String] {
    var counts: [String: Int] = [:]
    return equations.map { equation in
      let path = frames.indices.contains(equation.frame) ? frames[equation.frame].path : ""
      let place = "\(path).\(equation.result.name.ascii)"
      let count = counts[place, default: 0] + 1
      counts[place] = count
      return count == 1 ? place : "\(place)#\(count)"
    }
  }
}
