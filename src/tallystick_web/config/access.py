"""The access table: for every address, who may open it. One row an address; an address without a row is refused to everybody.

Roles are those that a person holds in the council of the address. What a person may do to one record in its present state is
said by the `rules` of the app that owns the record; this table is the outer gate.
"""

from collections.abc import Set
from enum import Enum

from tallystick_web.councils.models import OFFICERS, Role


class Anyone(Enum):
    """Addresses that do not ask for a role."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC, SIGNED_IN = Anyone.PUBLIC, Anyone.SIGNED_IN
READERS = frozenset(Role)
INSIDE = READERS - {Role.COUNCILLOR}  # threads and drafts are work in progress: councillors read what came of it
WRITERS = OFFICERS
PERFORMANCE_TEAM = frozenset({Role.PERFORMANCE_TEAM})
ANSWERERS = WRITERS  # whoever is named as the accountable officer of an answer, whatever else they are
SECOND_PEOPLE = frozenset({Role.PERFORMANCE_TEAM, Role.DIRECTOR})
READERS_OF_THE_LOG = frozenset({Role.PERFORMANCE_TEAM, Role.DIRECTOR, Role.AUDITOR})
BRINGERS = OFFICERS

Rule = Anyone | Set[Role]

TABLE: dict[str, Rule] = {
    "start": PUBLIC,
    "accessibility": PUBLIC,
    # signing in and out, and one's own account
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_inactive": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "styleguide": PUBLIC,
    # reviews: rounds and assessments
    "reviews:open_round": PERFORMANCE_TEAM,
    "reviews:round_state": PERFORMANCE_TEAM,
    "reviews:progress": PERFORMANCE_TEAM,
    "reviews:progress_file": PERFORMANCE_TEAM,
    "reviews:change": PERFORMANCE_TEAM,
    "reviews:timetable": PERFORMANCE_TEAM,
    "reviews:actions": WRITERS,
    "reviews:actions_file": WRITERS,
    "reviews:report": WRITERS,
    "reviews:assess": WRITERS,
    "reviews:begin": WRITERS,
    "reviews:meeting": INSIDE,
    "reviews:meeting_exception": INSIDE,
    "reviews:meeting_note": WRITERS,
    "reviews:minutes": INSIDE,
    "reviews:minutes_file": INSIDE,
    "reviews:agreeing": WRITERS,
    "reviews:draft": WRITERS,
    "reviews:discard_draft": WRITERS,
    "reviews:assessment": INSIDE,
    "reviews:agree": WRITERS,  # a deputy may hold another role: the rules decide
    "reviews:ask": WRITERS,
    "reviews:answer": WRITERS,
    "reviews:step": WRITERS,
    "reviews:versions": INSIDE,
    "reviews:version": INSIDE,
    # reviews: the claims of narratives, and what they promise
    "reviews:check_text": WRITERS,
    "reviews:claims": READERS,
    "reviews:claims_file": READERS,
    "reviews:promises": READERS,
    "reviews:promises_file": READERS,
    "reviews:promise": WRITERS,
    # delivery: actions and their milestones
    "delivery:actions": READERS,
    "delivery:actions_file": READERS,
    "delivery:milestones": READERS,
    "delivery:milestones_file": READERS,
    "delivery:action": READERS,
    "delivery:dates": READERS,
    "delivery:dates_file": READERS,
    "delivery:add_action": WRITERS,
    "delivery:bulk": WRITERS,
    "delivery:bulk_milestones": WRITERS,
    "delivery:bulk_risks": WRITERS,
    "delivery:bulk_projects": WRITERS,
    "delivery:change_action": WRITERS,
    "delivery:redate_action": WRITERS,
    "delivery:add_milestone": WRITERS,
    "delivery:action_step": WRITERS,
    "delivery:redate_milestone": WRITERS,
    "delivery:reach_milestone": WRITERS,
    "delivery:take_back_milestone": WRITERS,
    # delivery: risks
    "delivery:risks": READERS,
    "delivery:risks_file": READERS,
    "delivery:risk": READERS,
    "delivery:heat_map": READERS,
    "delivery:appetites": READERS,
    "delivery:add_risk": WRITERS,
    "delivery:change_risk": WRITERS,
    "delivery:review_risk": WRITERS,
    "delivery:risk_step": WRITERS,
    # delivery: projects and programmes
    "delivery:projects": READERS,
    "delivery:projects_file": READERS,
    "delivery:project": READERS,
    "delivery:benefits": READERS,
    "delivery:benefits_file": READERS,
    "delivery:options_file": READERS,
    "delivery:dependencies_file": READERS,
    "delivery:programmes_file": READERS,
    "delivery:programmes": READERS,
    "delivery:highlights": READERS,
    "delivery:kept_highlights": READERS,
    "delivery:add_project": WRITERS,
    "delivery:add_programme": WRITERS,
    "delivery:change_programme": WRITERS,
    "delivery:change_project": WRITERS,
    "delivery:report_project": WRITERS,
    "delivery:realised": WRITERS,
    "delivery:project_step": WRITERS,
    "delivery:ask_gate": WRITERS,
    "delivery:add_part": WRITERS,
    "delivery:change_part": WRITERS,
    "delivery:remove_part": WRITERS,
    "delivery:decide_gate": frozenset({Role.DIRECTOR}),
    # delivery: who carries how much, which is between officers
    "delivery:load": WRITERS,
    "delivery:load_file": WRITERS,
    "delivery:capacity": WRITERS - {Role.CONTRIBUTOR},
    "delivery:trial": WRITERS,
    "delivery:proposals": WRITERS,
    "delivery:drop_proposal": WRITERS,
    "delivery:order": WRITERS,
    "delivery:best": WRITERS,
    "delivery:scores": WRITERS,
    # delivery: service and team plans
    "delivery:plans": READERS,
    "delivery:plans_file": READERS,
    "delivery:plan": READERS,
    "delivery:begin_plan": WRITERS,
    "delivery:change_plan": WRITERS,
    "delivery:add_entry": WRITERS,
    "delivery:remove_entry": WRITERS,
    "delivery:answer": WRITERS,
    "delivery:plan_step": WRITERS,
    "delivery:ask": PERFORMANCE_TEAM | {Role.DIRECTOR},
    # delivery: along the calendar. The file is open to calendars, which cannot sign in: its address is the key (docs/adr/0007)
    "delivery:calendar": READERS,
    "delivery:gantt": READERS,
    "delivery:feed": READERS,
    "delivery:feed_file": PUBLIC,
    # measures: how values come in, owners, corrections
    "measures:progress": READERS,
    "measures:progress_file": READERS,
    "measures:workbook": WRITERS,
    "measures:extend": PERFORMANCE_TEAM,
    "measures:ask": PERFORMANCE_TEAM,
    "measures:owners": READERS,
    "measures:reassign": PERFORMANCE_TEAM,
    "measures:correct": WRITERS,
    "measures:define": PERFORMANCE_TEAM,
    "measures:target": PERFORMANCE_TEAM,
    "plans:answers": PERFORMANCE_TEAM,
    "plans:plan_days": PERFORMANCE_TEAM,
    "plans:priority_end": PERFORMANCE_TEAM,
    # challenges: what others recommended
    "challenges:index": READERS,
    "challenges:challenge": READERS,
    "challenges:edit": PERFORMANCE_TEAM,
    "challenges:finding": PERFORMANCE_TEAM,
    "challenges:clocks": READERS,
    "challenges:position": READERS,
    "challenges:position_file": READERS,
    "challenges:outcome": READERS,
    "challenges:points": READERS,
    "challenges:points_file": READERS,
    "challenges:point": READERS,
    "challenges:bulk": ANSWERERS,
    "challenges:respond": ANSWERERS,
    "challenges:step": ANSWERERS,
    "challenges:closing": ANSWERERS,
    "challenges:together": SECOND_PEOPLE,
    "challenges:expect": ANSWERERS,
    "challenges:drop": ANSWERERS,
    "challenges:serve": WRITERS,
    "challenges:stop_serving": WRITERS,
    "challenges:evidence": WRITERS,
    "challenges:evidence_file": READERS,
    "challenges:withdraw": WRITERS,
    # people and their roles
    "councils:people": READERS,
    "councils:people_file": READERS,
    "councils:add_person": PERFORMANCE_TEAM,
    "councils:take_role": PERFORMANCE_TEAM,
    "councils:deputies": WRITERS,
    "councils:end_deputy": WRITERS,
    "record:leave": PERFORMANCE_TEAM,
    # directorates and services
    "record:structure": READERS,
    "record:structure_file": READERS,
    "record:close_unit": PERFORMANCE_TEAM,
    "councils:add_unit": PERFORMANCE_TEAM,
    "councils:change_unit": PERFORMANCE_TEAM,
    "councils:reopen_unit": PERFORMANCE_TEAM,
    # record: what people read
    "record:home": READERS,
    "record:my_work": WRITERS,
    "record:collect": WRITERS,
    "record:plans": READERS,
    "record:priority": READERS,
    "record:measures": READERS,
    "record:measure": READERS,
    "record:rounds": READERS,
    "record:round": READERS,
    "record:search": READERS,
    "record:export": READERS,
    # record: what the council learns
    "record:learning": READERS,
    "record:burden": READERS,
    "record:burden_file": READERS,
    "record:decide_burden": PERFORMANCE_TEAM,
    "record:judgement": READERS,
    "record:judgement_file": READERS,
    "record:mine": WRITERS,
    "record:correct": WRITERS,
    # record: who did what when
    "record:audit": READERS_OF_THE_LOG,
    "record:audit_file": READERS_OF_THE_LOG,
    # reports: the overall summaries of a round
    "reports:summaries": READERS,
    "reports:summaries_pdf": READERS,
    "reports:position_pdf": READERS,
    # publishing: what anybody may read, and who publishes
    "publishing:index": PUBLIC,
    "publishing:publication": PUBLIC,
    "publishing:file": PUBLIC,
    "publishing:publish": PERFORMANCE_TEAM,
    "publishing:publish_position": PERFORMANCE_TEAM,
    "publishing:withdraw": PERFORMANCE_TEAM,
    # intake: bringing documents in
    "intake:index": BRINGERS,
    "intake:proposal": BRINGERS,
    "intake:decide": BRINGERS,
    "intake:period": BRINGERS,
    "intake:original": BRINGERS,
    "intake:item": BRINGERS,
}

# What somebody who is not signed in is shown in place of an address they may not open, instead of being sent to sign in.
FOR_VISITORS: dict[str, str] = {"record:home": "publishing:index"}
