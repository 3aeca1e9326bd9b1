//! A hook watches another resource, or no path of a template.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.update
//! path=Resources.Old.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//! runas=root
//! ```
//!
//! ```hup hooks good
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//! runas=root
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::hup::Hup;
use crate::template::hup::key;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/watched-path",
    name: "Path that a hook watches",
    severity: Severity::Warning,
    why: "A hook runs when what is at its path changes. A path that does not begin with Resources. ends cfn-hup.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for (written, group) in hup.groups() {
        let path = group.value(key::PATH).unwrap_or_default();
        let mut steps = path.split('.');
        let is_resource = steps.next().is_some_and(|first| first.eq_ignore_ascii_case("resources"));
        match steps.next() {
            Some(id) if is_resource && (id == hup.resource || id.contains("${")) => {}
            Some(id) if is_resource => {
                let message = format!("{} watches {id}, this metadata belongs to {}.", group.name, hup.resource);
                context.report(&written.file, message);
                if group.value(key::ACTION).is_some_and(|action| action.contains("cfn-init")) {
                    let (file, resource, name) = (written.file.clone(), hup.resource.clone(), group.name.clone());
                    context.fix("Watch this resource", move |document| {
                        let path = recipe::hup::watched(&resource);
                        recipe::hup::set(document, &resource, &file, (&name, key::PATH), &path)
                    });
                }
            }
            _ if path.is_empty() || is_resource => {}
            _ => {
                let message =
                    format!("{} watches {path}: a path begins with Resources., else cfn-hup ends.", group.name);
                context.report(&written.file, message);
            }
        }
    }
}
