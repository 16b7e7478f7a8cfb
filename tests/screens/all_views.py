"""Every view under one name, for samples."""

from shopstock.desk.views.ahead import AheadDayRow as AheadDayRow
from shopstock.desk.views.ahead import AheadLot as AheadLot
from shopstock.desk.views.ahead import AheadSum as AheadSum
from shopstock.desk.views.ahead import AheadView as AheadView
from shopstock.desk.views.ahead import AheadWeek as AheadWeek
from shopstock.desk.views.backtest import BacktestRow as BacktestRow
from shopstock.desk.views.backtest import BacktestView as BacktestView
from shopstock.desk.views.base import (
    Choice as Choice,
)
from shopstock.desk.views.base import (
    LineState as LineState,
)
from shopstock.desk.views.base import (
    Paid as Paid,
)
from shopstock.desk.views.base import (
    View as View,
)
from shopstock.desk.views.base import (
    Warranty as Warranty,
)
from shopstock.desk.views.bench import BenchView as BenchView
from shopstock.desk.views.bench import FitLine as FitLine
from shopstock.desk.views.bench import PartLine as PartLine
from shopstock.desk.views.bench import QuoteLineView as QuoteLineView
from shopstock.desk.views.cash import CashFace as CashFace
from shopstock.desk.views.cash import CashMove as CashMove
from shopstock.desk.views.cash import CashResult as CashResult
from shopstock.desk.views.cash import CashView as CashView
from shopstock.desk.views.cash import ReportRow as ReportRow
from shopstock.desk.views.cash import ReportView as ReportView
from shopstock.desk.views.checks import CheckDayRow as CheckDayRow
from shopstock.desk.views.checks import CheckRecordRow as CheckRecordRow
from shopstock.desk.views.checks import CheckRecordView as CheckRecordView
from shopstock.desk.views.checks import ChecksView as ChecksView
from shopstock.desk.views.choices import ChoicesView as ChoicesView
from shopstock.desk.views.choices import FindView as FindView
from shopstock.desk.views.claims import ClaimFileLine as ClaimFileLine
from shopstock.desk.views.claims import ClaimLetter as ClaimLetter
from shopstock.desk.views.claims import ClaimLine as ClaimLine
from shopstock.desk.views.claims import ClaimStepLine as ClaimStepLine
from shopstock.desk.views.claims import ClaimsView as ClaimsView
from shopstock.desk.views.claims import ClaimView as ClaimView
from shopstock.desk.views.claims import LoanLine as LoanLine
from shopstock.desk.views.count import CountDifference as CountDifference
from shopstock.desk.views.count import CountScan as CountScan
from shopstock.desk.views.count import CountView as CountView
from shopstock.desk.views.credit import CreditMove as CreditMove
from shopstock.desk.views.credit import CreditView as CreditView
from shopstock.desk.views.customers import ConsentLine as ConsentLine
from shopstock.desk.views.customers import CustomerCard as CustomerCard
from shopstock.desk.views.customers import CustomerLine as CustomerLine
from shopstock.desk.views.customers import CustomersView as CustomersView
from shopstock.desk.views.customers import PaperOf as PaperOf
from shopstock.desk.views.dates import DatesRow as DatesRow
from shopstock.desk.views.dates import DatesView as DatesView
from shopstock.desk.views.ending import EndingRow as EndingRow
from shopstock.desk.views.ending import EndingView as EndingView
from shopstock.desk.views.find import ChainLink as ChainLink
from shopstock.desk.views.find import CoverView as CoverView
from shopstock.desk.views.find import CustomerView as CustomerView
from shopstock.desk.views.find import FittedPart as FittedPart
from shopstock.desk.views.find import HistoryRow as HistoryRow
from shopstock.desk.views.find import LotView as LotView
from shopstock.desk.views.find import Owned as Owned
from shopstock.desk.views.find import Owner as Owner
from shopstock.desk.views.find import PlaceQuantity as PlaceQuantity
from shopstock.desk.views.find import PlaceRow as PlaceRow
from shopstock.desk.views.find import PlaceView as PlaceView
from shopstock.desk.views.find import ProductLot as ProductLot
from shopstock.desk.views.find import ProductUnit as ProductUnit
from shopstock.desk.views.find import ProductView as ProductView
from shopstock.desk.views.find import ReceiptView as ReceiptView
from shopstock.desk.views.find import ServiceBook as ServiceBook
from shopstock.desk.views.find import ServiceEntry as ServiceEntry
from shopstock.desk.views.find import UnitParts as UnitParts
from shopstock.desk.views.find import UnitSale as UnitSale
from shopstock.desk.views.find import UnitView as UnitView
from shopstock.desk.views.find import VinSays as VinSays
from shopstock.desk.views.forecast import ForecastRow as ForecastRow
from shopstock.desk.views.forecast import ForecastView as ForecastView
from shopstock.desk.views.frame import (
    Aside as Aside,
)
from shopstock.desk.views.frame import (
    Fact as Fact,
)
from shopstock.desk.views.frame import (
    Frame as Frame,
)
from shopstock.desk.views.frame import (
    Section as Section,
)
from shopstock.desk.views.frame import (
    Tone as Tone,
)
from shopstock.desk.views.item import ItemField as ItemField
from shopstock.desk.views.item import ItemView as ItemView
from shopstock.desk.views.labels import LabelLine as LabelLine
from shopstock.desk.views.labels import LabelsView as LabelsView
from shopstock.desk.views.lacking import LackingRow as LackingRow
from shopstock.desk.views.lacking import LackingView as LackingView
from shopstock.desk.views.losses import LossesView as LossesView
from shopstock.desk.views.losses import LossRow as LossRow
from shopstock.desk.views.losses import LossSum as LossSum
from shopstock.desk.views.marking import MarkRow as MarkRow
from shopstock.desk.views.marking import MarkView as MarkView
from shopstock.desk.views.menu import HelpView as HelpView
from shopstock.desk.views.menu import MenuRow as MenuRow
from shopstock.desk.views.menu import MenuView as MenuView
from shopstock.desk.views.prints import PrintRow as PrintRow
from shopstock.desk.views.prints import PrintsView as PrintsView
from shopstock.desk.views.receipts import ReceiptPaperView as ReceiptPaperView
from shopstock.desk.views.receive import ReceiveLine as ReceiveLine
from shopstock.desk.views.receive import ReceiveView as ReceiveView
from shopstock.desk.views.reorder import ReorderRow as ReorderRow
from shopstock.desk.views.reorder import ReorderView as ReorderView
from shopstock.desk.views.returns import (
    EarlierReturn as EarlierReturn,
)
from shopstock.desk.views.returns import (
    ReturnLine as ReturnLine,
)
from shopstock.desk.views.returns import (
    ReturnStep as ReturnStep,
)
from shopstock.desk.views.returns import (
    ReturnView as ReturnView,
)
from shopstock.desk.views.scanner import KeySeen as KeySeen
from shopstock.desk.views.scanner import ScannerView as ScannerView
from shopstock.desk.views.scanner import TestRow as TestRow
from shopstock.desk.views.sell import OpenQuestion as OpenQuestion
from shopstock.desk.views.sell import SellLine as SellLine
from shopstock.desk.views.sell import SellView as SellView
from shopstock.desk.views.services import ServiceRow as ServiceRow
from shopstock.desk.views.services import ServicesView as ServicesView
from shopstock.desk.views.settings import SettingRow as SettingRow
from shopstock.desk.views.settings import SettingsView as SettingsView
from shopstock.desk.views.staff import RightRow as RightRow
from shopstock.desk.views.staff import RightsView as RightsView
from shopstock.desk.views.staff import StaffRow as StaffRow
from shopstock.desk.views.staff import StaffView as StaffView
from shopstock.desk.views.stock import StockRow as StockRow
from shopstock.desk.views.stock import StockView as StockView
from shopstock.desk.views.verify import FoundRow as FoundRow
from shopstock.desk.views.verify import VerifyView as VerifyView
from shopstock.desk.views.waste import WasteDone as WasteDone
from shopstock.desk.views.waste import WasteGoods as WasteGoods
from shopstock.desk.views.waste import WasteView as WasteView
