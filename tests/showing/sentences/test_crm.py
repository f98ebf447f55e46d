"""What has to be there in a CRM before a list is imported."""

from segmentation.scoring.lists.crm import HUBSPOT, MAILCHIMP, SALESFORCE
from segmentation.showing.sentences.crm import before_the_import

OURS = {
    "segment_name": "segment_name",
    "next_segment_name": "next_segment_name",
    "unlike_anyone": "unlike_anyone",
}


def test_every_field_with_its_kind():
    assert before_the_import(HUBSPOT, OURS) == (
        "HubSpot must have these contact properties (in Settings, Properties) first: "
        "Customer Segment (Single-line text), Customer Segment Date (Date picker), "
        "Next Customer Segment (Single-line text) and Customer Unlike Anyone (Single checkbox). "
        "A later import writes over the segment, so each contact is in one at a time."
    )


def test_a_group_where_the_list_has_one():
    told = before_the_import(SALESFORCE, OURS | {"rfm_group": "rfm_group"})
    assert "Customer_Segment__c (Text), Customer_Segment_Date__c (Date)" in told
    assert "Customer_RFM_Group__c (Text) and Customer_Unlike_Anyone__c (Checkbox)." in told
    assert "RFM" not in before_the_import(SALESFORCE, OURS)


def test_tags_are_not_made_before():
    told = before_the_import(MAILCHIMP, OURS)
    assert "merge tags) first: Segment Date (Date), Next Segment (Text) and Unlike" in told
    assert told.endswith("take last time's segments off first, or people have two.")
