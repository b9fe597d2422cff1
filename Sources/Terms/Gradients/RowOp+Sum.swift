extension RowOp {
  /// The sum along the axis, which stays with length 1.
  var rowSum: Reduce { Reduce(.sum, axes: [axis], keepsAxes: true) }
}
