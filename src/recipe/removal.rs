//! Removal of entries, with the references that it breaks.

use super::entry;
use super::proposal::Proposal;
use crate::document::{Document, Edit, Path, Step};
use crate::template::for_each::is_for_each;
use crate::template::reference::{How, Named, Use, computed_conditions, computed_names, deletes, place_of};
use crate::template::section;

/// What removing entries does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Removal {
    /// The edits: lists of others that only named what goes first, then the entries.
    pub edits: Vec<Edit>,
    /// Places outside that use the names of what is gone, and stay: they would refer to nothing.
    pub broken: Vec<Use>,
}

/// Removes one entry, as [`remove`] does.
pub fn one(document: &Document, gone: &Path) -> Removal {
    remove(document, std::slice::from_ref(gone))
}

/// Removes entries. `DependsOn` of others, what restarts a service and the console's form lose them too: they only say
/// that something is there. Other uses stay and are told.
pub fn remove(document: &Document, gone: &[Path]) -> Removal {
    let mut removal = Removal::default();
    let mut lists = Vec::new();
    for one in gone.iter().flat_map(|at| deletes(document, at)) {
        if gone.iter().any(|gone| one.at.starts_with(gone)) {
            continue;
        }
        match one.how {
            How::DependsOn | How::Trigger | How::Group | How::Label => lists.push((one.at, one.how)),
            How::Ref | How::GetAtt | How::Sub | How::Condition | How::If | How::FindInMap | How::ValueOf => {
                removal.broken.push(one);
            }
            How::Member | How::Words | How::Signal | How::Authentication | How::Context => removal.broken.push(one),
        }
    }
    // Later items of a list first: removing one moves none that is still to go.
    lists.sort_by(|one, other| other.0.cmp(&one.0));
    lists.dedup();
    for (at, how) in lists {
        let owner = |count: usize| -> Path { at.steps().iter().take(count).cloned().collect() };
        removal.edits.extend(if how == How::DependsOn {
            entry::take_with_empty(document, &at, &owner(2))
        } else if how == How::Label {
            // Up to the metadata: Metadata › AWS::CloudFormation::Interface › ParameterLabels › Name.
            entry::take_with_empty(document, &at, &owner(1))
        } else if how == How::Trigger {
            // The service: Resources › Id › Metadata › Init › config › services › manager › name.
            entry::take_with_empty(document, &at, &owner(8))
        } else {
            entry::take(document, &at)
        });
    }
    removal.edits.extend(gone.iter().map(|at| Edit::Remove { at: at.clone() }));
    removal
}

/// The removal of one entry as it is shown: what refers to nothing then is left to people.
///
/// # Errors
/// The whole template cannot go.
pub fn propose(document: &Document, at: &Path) -> Result<Proposal, String> {
    let parent = at.parent().ok_or("The whole template cannot go.")?;
    let name = at.last().map(|step| step.to_string()).unwrap_or_default();
    let removal = remove(document, std::slice::from_ref(at));
    let mut does = vec![format!("{name} is removed.")];
    let others = removal.edits.len().saturating_sub(1);
    if others > 0 {
        let places = if others == 1 {
            "reference that only names it is removed"
        } else {
            "references that only name it are removed"
        };
        does.push(format!("{others} {places} too."));
    }
    let broken = |one: &Use| format!("{} still refers to it. Change it there.", place_of(document, one));
    let mut leaves: Vec<String> = removal.broken.iter().map(broken).collect();
    let in_section = at.steps().first().and_then(Step::key).filter(|_| at.last_key().is_some_and(is_for_each));
    let named = match (Named::at(document, at), in_section) {
        (Some(Named::Parameter | Named::Resource), _) | (None, Some(section::RESOURCES)) => {
            computed_names(document, at)
        }
        (Some(Named::Condition), _) | (None, Some(section::CONDITIONS)) => computed_conditions(document, at),
        _ => Vec::new(),
    };
    let what = if in_section.is_some() { format!("what {name} makes") } else { name.clone() };
    leaves
        .extend(named.into_iter().map(|place| format!("{place} puts a name together: look whether it names {what}.")));
    match at.last_key() {
        Some("Fn::Transform") => leaves.push(
            "What the macro adds is known at a deployment only: check that nothing else of the template needs it."
                .into(),
        ),
        Some(key) if is_for_each(key) => does.push(format!("All that the loop {key} makes is removed with it.")),
        _ => {}
    }
    Ok(Proposal { title: format!("{name} removed"), does, leaves, edits: removal.edits, at: parent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_in_loops_and_of_what_loops_make_are_told() {
        let text = "Resources:\n  A: {Type: AWS::SNS::Topic}\n  Fn::ForEach::L:\n    - N\n    - [x, y]\n    - T${N}:\n        \
                    Type: AWS::SNS::Topic\n        DependsOn: [A]\n        Properties: {TopicName: !Ref A}\n  \
                    B: {Type: AWS::SNS::Topic, DependsOn: Tx, Properties: {TopicName: !Ref Ty}}\nTransform: AWS::LanguageExtensions\n";
        let document = Document::parse(text);
        let proposal = |pointer: &str| propose(&document, &document.path_from_pointer(pointer).unwrap()).unwrap();
        let text = text.replace("!Ref Ty}", "!GetAtt [!Sub 'T${N}', TopicName]}");
        let computed = Document::parse(text);
        let at = computed.path_from_pointer("/Resources/Fn::ForEach::L").unwrap();
        let told = propose(&computed, &at).unwrap().leaves;
        assert!(told.iter().any(|one| one.ends_with("look whether it names what Fn::ForEach::L makes.")), "{told:?}");
        let of_resource = proposal("/Resources/A");
        assert!(of_resource.leaves.len() == 1 && of_resource.leaves[0].starts_with("T${N}"), "{of_resource:?}");
        let after = of_resource.outcome(&document).unwrap();
        assert!(!after.text().contains("DependsOn: [A]"), "{}", after.text());
        for pointer in ["/Resources/Fn::ForEach::L", "/Resources/Fn::ForEach::L/2/T${N}"] {
            let of_loop = proposal(pointer);
            assert!(of_loop.leaves.len() == 1 && of_loop.leaves[0].starts_with("B"), "{of_loop:?}");
            assert!(!of_loop.outcome(&document).unwrap().text().contains("DependsOn: Tx"));
        }
    }

    #[test]
    fn names_that_functions_put_together_are_told() {
        let text = "Transform: AWS::LanguageExtensions\nResources:\n  QueueA: {Type: AWS::SQS::Queue}\n  B:\n    Type: \
                    AWS::SNS::Topic\n    Properties:\n      DisplayName: {Ref: {Fn::If: [C, QueueA, B]}}\n      TopicName: \
                    {Fn::GetAtt: [!Sub 'Queue${X}', QueueName]}\nConditions: {C: !Equals [a, b]}\n";
        let document = Document::parse(text);
        let told = |pointer: &str| propose(&document, &document.path_from_pointer(pointer).unwrap()).unwrap().leaves;
        let of_queue = told("/Resources/QueueA");
        assert_eq!(of_queue[0], "B › DisplayName (line 7) puts a name together: look whether it names QueueA.");
        assert!(of_queue.len() == 2 && of_queue[1].starts_with("B › TopicName (line 8)"), "{of_queue:?}");
        assert_eq!((told("/Resources/B").len(), told("/Conditions/C").len()), (0, 1));
    }

    #[test]
    fn the_removal_of_a_loop_or_transform_says_what_goes_with_it() {
        let text = "Resources:\n  Fn::Transform: {Name: M}\n  Fn::ForEach::L: [N, [x], {'T${N}': {Type: T}}]\n";
        let document = Document::parse(text);
        let proposal = |key: &str| propose(&document, &Path::root().keys(["Resources", key])).unwrap();
        assert!(proposal("Fn::Transform").leaves[0].starts_with("What the macro adds"));
        assert_eq!(proposal("Fn::ForEach::L").does[1], "All that the loop Fn::ForEach::L makes is removed with it.");
    }
}
