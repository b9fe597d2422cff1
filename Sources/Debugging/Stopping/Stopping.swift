/// What may stop a motion on its way.
package protocol Stopping: AnyObject {
  /// The executions after which to ask, for a motion that begins now; nil when there are none.
  func stops(in machine: Machine) -> StopTicks?

  /// Why to stop after an execution; the machine stands there.
  func reason(at visit: StopTicks.Visit, in machine: Machine) -> Stop.Reason?

  /// A machine's numbers lie elsewhere from now on.
  func forget(_ machine: Machine)
}

extension Stopping {
  /// Who keeps no addresses has nothing to forget.
  package func forget(_ machine: Machine) {}
}
