//! The container image that is nearest to the machine's image, and what it lacks.

use crate::schema::image::Os;
use crate::schema::system::Family;
use crate::template::Template;
use crate::template::system::{Machine, System};
use crate::template::user_data::{self, BootSystem};

/// An image of a container registry.
struct Base {
    os: Os,
    version: &'static str,
    image: &'static str,
}

/// The images, of each system the one first that is taken where the version is not known.
const BASES: [Base; 8] = [
    Base { os: Os::Ubuntu, version: "24.04", image: "docker.io/library/ubuntu:24.04" },
    Base { os: Os::Ubuntu, version: "26.04", image: "docker.io/library/ubuntu:26.04" },
    Base { os: Os::Ubuntu, version: "22.04", image: "docker.io/library/ubuntu:22.04" },
    Base { os: Os::Debian, version: "12", image: "docker.io/library/debian:12" },
    Base { os: Os::Debian, version: "13", image: "docker.io/library/debian:13" },
    Base { os: Os::Debian, version: "11", image: "docker.io/library/debian:11" },
    Base { os: Os::AmazonLinux, version: "2023", image: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
    Base { os: Os::AmazonLinux, version: "2", image: "public.ecr.aws/amazonlinux/amazonlinux:2" },
];

/// The container of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Container {
    /// The image that it starts from.
    pub(super) image: &'static str,
    /// The system that it has.
    pub(super) os: Os,
    /// The machine's system, as far as it is known.
    pub(super) machine: Option<String>,
}

impl Container {
    /// The container for the machine of the resource `holder`. Says where the machine's image is not known.
    pub(super) fn of(template: Template<'_>, holder: &str, notes: &mut Vec<String>) -> Container {
        let found = Machine::find(template, holder);
        let system = found.as_ref().and_then(|machine| machine.system(template));
        let by_image = found.is_some_and(|machine| machine.is_known_by_image(template));
        let os = system.as_ref().map_or_else(|| guessed(template, holder), |system| system.os);
        let version = system.as_ref().and_then(|system| system.version.as_deref());
        let exact = BASES.iter().find(|base| base.os == os && Some(base.version) == version);
        let base = exact.or_else(|| BASES.iter().find(|base| base.os == os));
        let image = base.map_or("docker.io/library/ubuntu:24.04", |base| base.image);
        if exact.is_none() {
            let known = match (&system, version) {
                (_, Some(version)) => format!("{} {version} has no container image here", os.name()),
                (Some(_), None) if by_image => format!("The template says {}, and not which version", os.name()),
                _ => not_said(template, os),
            };
            notes.push(format!("{known}: the container is {image}. Another one: docker build --build-arg BASE=IMAGE."));
        }
        Container { image, os, machine: system.as_ref().filter(|_| by_image).map(System::name) }
    }

    /// The container file.
    pub(super) fn file(&self) -> String {
        format!(
            "\
# Another image of the same kind: --build-arg BASE=IMAGE. README.txt says what it lacks beside the machine's image.
ARG BASE={}
FROM ${{BASE}}
COPY machine /rehearsal/machine
RUN [\"sh\", \"/rehearsal/machine/prepare.sh\"]
COPY template /rehearsal/template
ENTRYPOINT [\"sh\", \"/rehearsal/machine/rehearse.sh\"]
",
            self.image
        )
    }

    /// What the machine's image has and the container has not.
    pub(super) fn lacks(&self) -> &'static str {
        match self.os.family() {
            Family::Apt => {
                "cloud-init, the SSH server, snapd, unattended-upgrades, AppArmor, the Systems Manager agent, and most of \
                 the packages that the machine image has installed"
            }
            Family::Yum => {
                "cloud-init, the SSH server, chrony, SELinux, the Systems Manager agent, the AWS CLI, curl in full (it has \
                 curl-minimal), and most of the packages that the machine image has installed"
            }
        }
    }
}

/// Systems of images without a container image here, as templates name them.
const OTHERS: [(&str, &str); 7] = [
    ("RHEL", "Red Hat Enterprise Linux"),
    ("Red Hat", "Red Hat Enterprise Linux"),
    ("CentOS", "CentOS"),
    ("Rocky", "Rocky Linux"),
    ("AlmaLinux", "AlmaLinux"),
    ("SUSE", "SUSE"),
    ("SLES", "SUSE"),
];

/// What is known of a machine whose image says nothing: the package manager, and another system that the template names.
fn not_said(template: Template<'_>, os: Os) -> String {
    let manager = match os.family() {
        Family::Apt => "apt",
        Family::Yum => "yum or dnf",
    };
    let text = template.document().text();
    let other = OTHERS.iter().find(|(word, _)| text.contains(word));
    match other {
        Some((_, name)) => format!(
            "The template does not say which system the machine's image has; it names {name}, which has no container image here"
        ),
        None => format!(
            "The template does not say which system the machine's image has; {manager} is taken to be its package manager"
        ),
    }
}

/// The system that user data and metadata suggest.
fn guessed(template: Template<'_>, holder: &str) -> Os {
    match template.resource(holder).map(|resource| user_data::system(template, resource)) {
        Some(BootSystem::Debian) => Os::Ubuntu,
        Some(BootSystem::Amazon | BootSystem::Windows | BootSystem::Unknown) | None => Os::AmazonLinux,
    }
}
