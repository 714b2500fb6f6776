/*
 * The names of conditions that migrations catch and raise, with their SQLSTATEs.
 * Source: PostgreSQL documentation, appendix A; src/backend/utils/errcodes.txt.
 */
const states: Readonly<Record<string, string | undefined>> = {
  active_sql_transaction: "25001",
  ambiguous_alias: "42P09",
  ambiguous_column: "42702",
  ambiguous_function: "42725",
  assert_failure: "P0004",
  cannot_coerce: "42846",
  case_not_found: "20000",
  check_violation: "23514",
  data_exception: "22000",
  datatype_mismatch: "42804",
  datetime_field_overflow: "22008",
  dependent_objects_still_exist: "2BP01",
  division_by_zero: "22012",
  duplicate_alias: "42712",
  duplicate_column: "42701",
  duplicate_cursor: "42P03",
  duplicate_database: "42P04",
  duplicate_file: "58P02",
  duplicate_function: "42723",
  duplicate_object: "42710",
  duplicate_prepared_statement: "42P05",
  duplicate_schema: "42P06",
  duplicate_table: "42P07",
  exclusion_violation: "23P01",
  feature_not_supported: "0A000",
  foreign_key_violation: "23503",
  generated_always: "428C9",
  grouping_error: "42803",
  in_failed_sql_transaction: "25P02",
  indeterminate_datatype: "42P18",
  insufficient_privilege: "42501",
  integrity_constraint_violation: "23000",
  invalid_column_definition: "42611",
  invalid_column_reference: "42P10",
  invalid_foreign_key: "42830",
  invalid_function_definition: "42P13",
  invalid_name: "42602",
  invalid_object_definition: "42P17",
  invalid_parameter_value: "22023",
  invalid_schema_name: "3F000",
  invalid_table_definition: "42P16",
  invalid_text_representation: "22P02",
  invalid_transaction_termination: "2D000",
  lock_not_available: "55P03",
  name_too_long: "42622",
  no_data_found: "P0002",
  not_null_violation: "23502",
  null_value_not_allowed: "22004",
  numeric_value_out_of_range: "22003",
  object_in_use: "55006",
  object_not_in_prerequisite_state: "55000",
  query_canceled: "57014",
  raise_exception: "P0001",
  read_only_sql_transaction: "25006",
  reserved_name: "42939",
  restrict_violation: "23001",
  string_data_right_truncation: "22001",
  syntax_error: "42601",
  syntax_error_or_access_rule_violation: "42000",
  too_many_columns: "54011",
  too_many_rows: "P0003",
  undefined_column: "42703",
  undefined_file: "58P01",
  undefined_function: "42883",
  undefined_object: "42704",
  undefined_parameter: "42P02",
  undefined_table: "42P01",
  unique_violation: "23505",
  unsafe_new_enum_value_usage: "55P04",
  wrong_object_type: "42809",
};

/** The SQLSTATE of a condition by its name; a SQLSTATE stands for itself. */
export function stateOf(condition: string): string | undefined {
  return /^[0-9A-Z]{5}$/u.test(condition) ? condition : states[condition];
}

/** Whether WHEN catches an error (exception_matches_conditions, pl_exec.c). */
export function catches(conditions: readonly string[], sqlstate: string): boolean {
  return conditions.some((condition) => {
    // OTHERS leaves out what cancels the statement, and failed assertions.
    if (condition === "others") return sqlstate !== "57014" && sqlstate !== "P0004";
    const state = stateOf(condition);
    return (
      state === sqlstate || (state?.endsWith("000") === true && state.slice(0, 2) === sqlstate.slice(0, 2))
    );
  });
}
