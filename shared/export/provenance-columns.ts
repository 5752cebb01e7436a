import { boolean, type Column, double, integer, schemaOf, text } from "../data/table.ts";

/** Columns that say where a row comes from, under names no trainer uses, in the order they are written. */
export const provenanceColumns: readonly Column[] = schemaOf([
  ["assay_item", text],
  ["assay_comparison", text],
  ["assay_model", text],
  ["assay_original_model", text],
  ["assay_sample", integer],
  ["assay_chosen_model", text],
  ["assay_rejected_model", text],
  ["assay_chosen_score", double],
  ["assay_rejected_score", double],
  ["assay_score", double],
  ["assay_parameters", text],
  ["assay_prompt_sha256", text],
  ["assay_judges", text],
  ["assay_judged_by", text],
  ["assay_votes_for", integer],
  ["assay_votes_against", integer],
  ["assay_votes_undecided", integer],
  ["assay_tie_type", text],
  ["assay_consistency", double],
  ["assay_principle", text],
  ["assay_aggregate", text],
  ["assay_rubric_version", text],
  ["assay_simulated", boolean],
]).columns;
