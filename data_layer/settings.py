"""The settings of the desk, read once from `STEP_*` variables and `.streamlit/secrets.toml`.

Without any configuration the desk is a try-out: its own store with invented data under `var/`.
"""

import os
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from data_layer import keys
from data_layer.categories import CATEGORY, Category
from data_layer.errors import NotFound, StoreUnavailable
from data_layer.mail_settings import (
    Security,
    checked_address,
    checked_desk_address,
    checked_hour,
    checked_password,
    checked_security,
    checked_sender,
    checked_user,
)
from data_layer.rules.access import STAFF_ROLES
from data_layer.rules.retention import year_end_problem
from data_layer.rules.sentences import say
from data_layer.rules.working_days import IsFreeDay, free_days

ROOT = Path(__file__).parent.parent
SECRETS = ROOT / ".streamlit" / "secrets.toml"
MOST_MONTHS = 84  # the fiscal duty is seven years; nothing is kept longer
TRY_OUT = ROOT / "var" / "try-out"


def _year_end(value: str) -> str:
    if problem := year_end_problem(value):
        raise ValueError(problem.msgid % dict(problem.facts))
    return value


def _terms(value: dict[str, int]) -> dict[str, int]:
    for code, months in value.items():
        if code not in CATEGORY or CATEGORY[code].fiscal == "yes":
            raise ValueError(f"{code} is not a category with a term in months")
        if not 0 <= months <= MOST_MONTHS:
            raise ValueError(f"the term of {code} must lie between 0 and {MOST_MONTHS} months")
    return value


def _claimed_roles(value: dict[str, list[str]]) -> dict[str, list[str]]:
    for role in value:
        if role not in STAFF_ROLES:
            raise ValueError(f"{role} is not a role: {', '.join(STAFF_ROLES)}")
    return value


def _one_key(file: Path | None, others: ValidationInfo) -> Path | None:
    if file is not None and others.data.get("store_key"):
        raise ValueError("STEP_STORE_KEY is set as well, perhaps in .streamlit/secrets.toml; keep one of the two")
    return file


class Settings(BaseSettings):
    """What the desk can be told; the README's table lists every name with its meaning."""

    model_config = SettingsConfigDict(
        env_prefix="STEP_",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,  # which may be the key or the password
    )

    secrets: Path | None = None  # read before these settings are: `secrets_file`
    store: Path = TRY_OUT / "desk.duckdb"
    store_key: SecretStr | None = None
    store_key_file: Annotated[Path | None, AfterValidator(_one_key)] = None
    backup_dir: Path | None = None
    backup_days: int = Field(default=30, ge=1, le=365)
    destruction_wait_days: int = Field(default=0, ge=0, le=90)
    today: date | None = None
    address: str = "Derde Van Hezewijkstraat 6, 6542 JP Nijmegen"
    contact: str = "024 323 32 35, info@step-inburgering.nl"
    financial_year_end: Annotated[str, AfterValidator(_year_end)] = "12-31"
    good_friday: bool = True
    liberation_day: bool = True
    terms: Annotated[dict[str, int], AfterValidator(_terms)] = Field(default_factory=dict)
    memory_mb: int = Field(default=4096, ge=128)
    upload_limit_mb: int = Field(default=50, ge=1, le=500)
    smtp_host: Annotated[str | None, AfterValidator(checked_address)] = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: Annotated[str | None, AfterValidator(checked_user)] = None
    # these three are checked with what stands above them
    smtp_password: Annotated[SecretStr | None, AfterValidator(checked_password)] = Field(
        default=None, validate_default=True
    )
    smtp_security: Annotated[Security, AfterValidator(checked_security)] = Field(
        default="starttls", validate_default=True
    )
    mail_from: Annotated[str | None, AfterValidator(checked_sender)] = Field(default=None, validate_default=True)
    desk_address: Annotated[str | None, AfterValidator(checked_desk_address)] = None
    digest_at: Annotated[time, BeforeValidator(checked_hour)] = time(7, 30)
    sign_in_hours: int = Field(default=10, ge=1, le=24)
    person_claim: str = "email"
    role_claim: str | None = None
    claimed_roles: Annotated[dict[str, list[str]], AfterValidator(_claimed_roles)] = Field(default_factory=dict)
    whom_to_ask: str = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables go before the `[step]` table of the secrets file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, InitSettingsSource(settings_cls, secrets_table("step"))

    @property
    def backups(self) -> Path:
        """The folder for backups and for the ledger; beside the store unless another is set."""
        return (self.backup_dir or self.store.parent / "backups").absolute()

    @property
    def is_free_day(self) -> IsFreeDay:
        """Which days are no working days, by the holidays that are set."""
        return free_days(good_friday=self.good_friday, liberation_day=self.liberation_day)

    def months(self, category: Category) -> int | None:
        """The term of the category in months; None where only the seven financial years count.

        For a category that is fiscal in part it counts for clients without any fiscal record.
        """
        return self.terms.get(category.code, category.term_months)

    @property
    def is_try_out(self) -> bool:
        """Whether this is the store of invented data that needs no configuration."""
        return self.store == TRY_OUT / "desk.duckdb" and self.store_key is None and self.store_key_file is None

    @property
    def is_there(self) -> bool:
        """Whether there is a file where the store should be."""
        with suppress(OSError):  # a folder that may not be looked into: opening the store says so
            return self.store.exists()
        return True

    def check_there(self) -> None:
        """Raises NotFound where there is no file."""
        if not self.is_there:
            path = str(self.store.absolute())
            raise NotFound(say("There is no store at %(path)s. Check STEP_STORE.", path=path))

    def key(self) -> str:
        """The key of the store; the try-out makes its own, readable by its owner only.

        Raises StoreUnavailable when a store is configured without its key, or with a file that holds none.
        """
        if self.store_key is not None and (key := self.store_key.get_secret_value()):
            return key
        if self.store_key_file is not None:
            return keys.key_in(self.store_key_file)
        if self.store_key is not None or not self.is_try_out:
            raise keys.missing(self.store, is_there=self.is_there)
        return _try_out_key()

    def of(self, store: Path, key: str) -> Self:
        """The same settings for another file, which has this key."""
        return self.model_copy(update={"store": store, "store_key": SecretStr(key), "store_key_file": None})


def secrets_file() -> Path:
    """The file with what nobody else may read."""
    return Path(os.environ.get("STEP_SECRETS") or SECRETS).absolute()


def secrets_table(name: str) -> dict[str, Any]:
    """A table of the secrets file; empty where there is none. Raises StoreUnavailable."""
    table = keys.tables_of(secrets_file()).get(name, {})
    return table if isinstance(table, dict) else {}


def _try_out_key() -> str:
    path = TRY_OUT / "key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name("key.new")  # a file that is there is whole
        half.unlink(missing_ok=True)
        keys.write_new_key(half)
        half.replace(path)
    return keys.key_in(path)


def read_settings() -> Settings:
    """The settings as they are now. Raises StoreUnavailable, naming each wrong setting and what is wrong."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"STEP_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors(include_input=False)
        )
        raise _wrong_setting(wrong) from None
    except SettingsError as error:  # a variable that is no JSON where a table is asked for
        raise _wrong_setting(str(error)) from None
    if not settings.is_there and not settings.is_try_out:  # one that is there keeps the key that it has
        keys.check_new(settings.key())
    return settings


def _wrong_setting(wrong: str) -> StoreUnavailable:
    return StoreUnavailable(say("A setting is wrong, so the desk did not start. %(wrong)s", wrong=wrong))
